// The parts of botbuilder-dialogs that this bot is made of, each from its own file: the package's index loads its
// prompts too and with them Recognizers-Text, half of the time and memory of loading the SDK. Only the worker needs those.
export { ComponentDialog } from 'botbuilder-dialogs/lib/componentDialog';
export { Dialog } from 'botbuilder-dialogs/lib/dialog';
export { DialogContext } from 'botbuilder-dialogs/lib/dialogContext';
export { DialogSet } from 'botbuilder-dialogs/lib/dialogSet';
export { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog';
