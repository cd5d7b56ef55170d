// One customer from the first form to a churn score, with the client that is generated from the API's document.
// Each step prints what it found, one JSON object a line.
import {
  CampaignsApi,
  CasesApi,
  ChurnScoresApi,
  Configuration,
  ConsentsApi,
  CustomersApi,
  ResponseError,
  SegmentsApi,
  TemplatesApi,
  TiersApi,
  TransactionsApi,
} from './client/index.js';

// Node's; in a browser both come from your application.
declare const process: { env: Record<string, string | undefined> };

const api = new Configuration({
  basePath: process.env.POND_URL ?? 'http://localhost:8080',
  accessToken: () => given(process.env.POND_TOKEN, 'POND_TOKEN'),
});

/** Members of an answer are optional in the types, because a list may be asked for some of them only. */
function given<T>(value: T | undefined, name: string): T {
  if (value === undefined) {
    throw new Error(`${name} is missing`);
  }
  return value;
}

/** Scores follow events: what was written a moment ago may not have arrived yet. Asks until `find` finds something. */
async function until<T>(what: string, find: () => Promise<T | undefined>): Promise<T> {
  const limit = Date.now() + 60_000;
  for (;;) {
    const found = await find().catch((problem: unknown) => {
      if (problem instanceof ResponseError && problem.response.status === 404) {
        return undefined;
      }
      throw problem;
    });
    if (found !== undefined) {
      return found;
    }
    if (Date.now() > limit) {
      throw new Error(`${what} took longer than a minute`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function tell(step: string, found: object): void {
  console.log(JSON.stringify({ step, ...found }));
}

/** A customer who agrees to marketing by e-mail. */
async function createCustomer(tag: string): Promise<string> {
  const customer = await new CustomersApi(api).createCustomer({
    newCustomerBody: {
      kind: 'PERSON',
      displayName: '韩梅梅',
      region: 'CN-SH',
      tags: [tag],
      contactPoints: [{ type: 'EMAIL', value: `${tag}@example.org` }],
    },
  });
  const id = given(customer.id, 'id');
  const consent = await new ConsentsApi(api).recordConsent({
    id,
    statementBody: {
      purpose: 'MARKETING',
      channel: 'EMAIL',
      decision: 'GRANTED',
      textVersion: '2026-11',
      evidence: `form:${tag}`,
    },
  });
  tell('customer', { id, consent: consent.decision });
  return id;
}

/** The key makes the request safe to repeat: the same key and body get the first answer again. */
async function recordTransaction(customerId: string, key: string): Promise<void> {
  const sale = await new TransactionsApi(api).recordTransaction({
    idempotencyKey: key,
    transactionBody: {
      system: 'shop',
      externalId: key,
      customerId,
      type: 'SALE',
      occurredAt: new Date(),
      total: { amount: '12000.00', currency: 'CNY' },
    },
  });
  tell('transaction', { id: sale.id, amount: sale.total?.amount });
}

async function readTier(id: string): Promise<void> {
  const tiers = new TiersApi(api);
  const tier = await until('The tier', async () => {
    const now = await tiers.getCustomerTier({ id });
    return now.tier === 'GOLD' ? now : undefined;
  });
  tell('tier', { tier: tier.tier, reasons: tier.reasons });
}

/** An audience is frozen at launch: whoever the segment's list of members holds by then is in it. */
async function launchCampaign(tag: string, customerId: string): Promise<void> {
  const segments = new SegmentsApi(api);
  const segment = await segments.createSegment({
    newSegment: { name: tag, predicate: { field: 'tags', op: 'contains', value: tag } },
  });
  const segmentId = given(segment.id, 'id');
  await until('The segment', async () => {
    const members = await segments.listSegmentMembers({ id: segmentId });
    return members.items?.find((member) => member.customerId === customerId);
  });

  const template = await new TemplatesApi(api).createTemplate({
    newTemplate: {
      name: tag,
      variables: [{ name: 'offer', type: 'TEXT' }],
      texts: [
        { locale: 'en', subject: '{{offer}}', text: 'Dear {{customer.displayName}}, {{offer}} is waiting for you.' },
        { locale: 'zh-CN', subject: '{{offer}}', text: '{{customer.displayName}}，您好：{{offer}}。' },
      ],
    },
  });

  const campaigns = new CampaignsApi(api);
  const campaign = await campaigns.createCampaign({
    newCampaign: {
      name: tag,
      segmentId,
      templateId: given(template.id, 'id'),
      variables: { offer: "会员专享 Members' evening" },
      holdoutPercent: 0,
      holdoutReason: 'An invitation of one',
    },
  });
  const id = given(campaign.id, 'id');
  await campaigns.launchCampaign({ id });
  const reached = await until('The launch', async () => {
    const now = await campaigns.getCampaignStats({ id });
    return now.state === 'LAUNCHING' ? undefined : now;
  });
  tell('campaign', { id: reached.campaignId, state: reached.state, audience: reached.audience });
}

async function openComplaint(customerId: string): Promise<void> {
  const complaint = await new CasesApi(api).openCase({
    newCase: { type: 'COMPLAINT', priority: 'P1', channel: 'WECHAT', customerId, subject: '包裹晚到 Parcel came late' },
  });
  const resolution = complaint.sla?.clocks?.find((clock) => clock.kind === 'RESOLUTION');
  tell('complaint', { id: complaint.id, number: complaint.number, dueAt: resolution?.dueAt });
}

/** Points that add up; an open complaint is one of them. */
async function readChurnScore(id: string): Promise<void> {
  const scores = new ChurnScoresApi(api);
  const churn = await until('The churn score', async () => {
    const now = await scores.getChurnScore({ id });
    return now.reasons?.some((reason) => reason.feature === 'openComplaint') ? now : undefined;
  });
  tell('churn', { score: churn.score, band: churn.band, reasons: churn.reasons });
}

const tag = `journey-${Date.now()}`;
const customer = await createCustomer(tag);
await recordTransaction(customer, tag);
await readTier(customer);
await launchCampaign(tag, customer);
await openComplaint(customer);
await readChurnScore(customer);
