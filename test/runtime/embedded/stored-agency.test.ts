import { checkAgency } from '../../../runtime/embedded/story-clock';
import { createTestDatabase } from '../../support/database';
import { createTestStore } from '../../support/store';

test('a new database may become any agency’s', async () => {
  const database = await createTestDatabase();
  await expect(checkAgency(database.url, 'springfield')).resolves.toBeUndefined();
  await database.drop();
});

test('a database stays with its agency, and another one is told what to set', async () => {
  const store = await createTestStore('ottawa');
  await expect(checkAgency(store.databaseUrl, 'ottawa')).resolves.toBeUndefined();
  await expect(checkAgency(store.databaseUrl, 'springfield')).rejects.toThrow(
    /belongs to ottawa, and HEARD_AGENCY says springfield: set HEARD_HOME or DATABASE_URL/,
  );
  await store.end();
});
