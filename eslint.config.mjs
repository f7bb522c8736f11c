import js from '@eslint/js';
import ts from 'typescript-eslint';

const noSentences = {
  selector:
    "Literal[value=/^[A-ZÁÉÍÓÚÑ¿¡][^\\n]*\\s\\S+\\s\\S+/]:not(NewExpression[callee.name='TriageError'] Literal), TemplateElement[value.raw=/[A-Za-z]+\\s[a-z]+\\s[a-z]+/]",
  message: 'Words that a person reads live in resources/, not in dialogs.',
};
const noRawError = {
  selector: "NewExpression[callee.name='Error']",
  message: 'Throw a TriageError with a stable code.',
};

export default ts.config(
  { ignores: ['dist/', 'coverage/', 'test/.artifacts/', 'test/webchat/', 'data/', '.stryker-tmp/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...ts.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx', 'dialogs/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only src/config.ts reads the environment.' },
      ],
      'no-restricted-syntax': ['error', noRawError],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
    },
  },
  {
    files: ['dialogs/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noRawError, noSentences] },
  },
  { files: ['src/config.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        module: 'writable',
        require: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
      },
    },
  },
);
