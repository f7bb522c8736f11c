// A stock bot in a process of its own, as the SDK's samples are written: restify, CloudAdapter, and for the waterfall
// ConversationState and UserState on MemoryStorage. `node stock.mjs echo|waterfall`.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication } = require('botbuilder');
const { ConversationState, MemoryStorage, UserState } = require('botbuilder');
const { DialogSet, DialogTurnStatus, TextPrompt, WaterfallDialog } = require('botbuilder-dialogs');
const restify = require('restify');

class Echo extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      await context.sendActivity(`Echo: ${context.activity.text}`);
      await next();
    });
  }
}

/** Asks four things, one a message, keeps the answers and says them at the end; then it begins anew. */
class Waterfall extends ActivityHandler {
  constructor() {
    super();
    const storage = new MemoryStorage();
    const conversation = new ConversationState(storage);
    const user = new UserState(storage);
    const profile = user.createProperty('profile');
    const dialogs = new DialogSet(conversation.createProperty('dialogs'));
    const ask = (question, slot) => async (step) => {
      if (slot) step.values[slot] = step.result;
      return step.prompt('text', question);
    };
    const finish = async (step) => {
      const answers = { ...step.values, when: step.result };
      await profile.set(step.context, answers);
      await step.context.sendActivity(`Thank you, ${answers.name}: ${answers.what}, ${answers.how}.`);
      return step.endDialog();
    };
    dialogs.add(new TextPrompt('text'));
    dialogs.add(
      new WaterfallDialog('intake', [
        ask('What is your name?'),
        ask('What brings you here?', 'name'),
        ask('Do you prefer to talk alone or in a group?', 'what'),
        ask('When would suit you?', 'how'),
        finish,
      ]),
    );
    this.onMessage(async (context, next) => {
      await profile.get(context, {});
      const dc = await dialogs.createContext(context);
      const { status } = await dc.continueDialog();
      if (status === DialogTurnStatus.empty) await dc.beginDialog('intake');
      await next();
    });
    this.onDialog(async (context, next) => {
      await conversation.saveChanges(context, false);
      await user.saveChanges(context, false);
      await next();
    });
  }
}

const bot = process.argv[2] === 'echo' ? new Echo() : new Waterfall();
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (req, res) => adapter.process(req, res, (context) => bot.run(context)));
server.listen(0, '127.0.0.1', () => console.log(`Open http://127.0.0.1:${server.address().port}/`));
