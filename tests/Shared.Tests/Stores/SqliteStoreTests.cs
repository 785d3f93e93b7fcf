using Mothership.Shared.Tests.Stores.Compliance;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores;

public sealed class SqliteClusterStoreTests() : ClusterStoreCompliance(TableAccount.NewSqlite());

public sealed class SqliteServiceStoreTests() : ServiceStoreCompliance(TableAccount.NewSqlite());

public sealed class SqliteOperationStoreTests() : OperationStoreCompliance(TableAccount.NewSqlite());

public sealed class SqliteObservationStoreTests() : ObservationStoreCompliance(TableAccount.NewSqlite());

public sealed class SqliteRegionStoreTests() : RegionStoreCompliance(TableAccount.NewSqlite());

public sealed class SqliteEnvironmentStoreTests() : EnvironmentStoreCompliance(TableAccount.NewSqlite());

public sealed class SqliteAccountStoreTests() : AccountStoreCompliance(TableAccount.NewSqlite());

public sealed class SqliteApiKeyStoreTests() : ApiKeyStoreCompliance(TableAccount.NewSqlite());

public sealed class SqliteIdempotencyStoreTests() : IdempotencyStoreCompliance(TableAccount.NewSqlite());

public sealed class SqliteHoldStoreTests() : HoldStoreCompliance(TableAccount.NewSqlite());

public sealed class SqliteSpendCapStoreTests() : SpendCapStoreCompliance(TableAccount.NewSqlite());

public sealed class SqliteMeteringStoreTests() : MeteringStoreCompliance(TableAccount.NewSqlite());

public sealed class SqliteNotificationStoreTests() : NotificationStoreCompliance(TableAccount.NewSqlite());

public sealed class SqliteBootstrapTests() : BootstrapCompliance(TableAccount.NewSqlite());
