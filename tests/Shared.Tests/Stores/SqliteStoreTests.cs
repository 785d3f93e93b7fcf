using Mothership.Shared.Tests.Stores.Compliance;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores;

public sealed class SqliteClusterStoreTests() : ClusterStoreCompliance(TableAccount.NewSqlite());
