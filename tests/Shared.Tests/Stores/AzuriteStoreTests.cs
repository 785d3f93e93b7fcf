using Mothership.Shared.Tests.Stores.Compliance;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores;

/// <summary>One Azurite for all of these tests; each makes organisations of its own in it.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<Azurite>
{
    public const string Name = "Stores on Azurite";
}

[Collection(AzuriteCollection.Name)]
public sealed class AzuriteClusterStoreTests(Azurite azurite)
    : ClusterStoreCompliance(new TableAccount(azurite.ConnectionString));

[Collection(AzuriteCollection.Name)]
public sealed class AzuriteServiceStoreTests(Azurite azurite)
    : ServiceStoreCompliance(new TableAccount(azurite.ConnectionString));

[Collection(AzuriteCollection.Name)]
public sealed class AzuriteOperationStoreTests(Azurite azurite)
    : OperationStoreCompliance(new TableAccount(azurite.ConnectionString));

[Collection(AzuriteCollection.Name)]
public sealed class AzuriteObservationStoreTests(Azurite azurite)
    : ObservationStoreCompliance(new TableAccount(azurite.ConnectionString));

[Collection(AzuriteCollection.Name)]
public sealed class AzuriteRegionStoreTests(Azurite azurite)
    : RegionStoreCompliance(new TableAccount(azurite.ConnectionString));

[Collection(AzuriteCollection.Name)]
public sealed class AzuriteEnvironmentStoreTests(Azurite azurite)
    : EnvironmentStoreCompliance(new TableAccount(azurite.ConnectionString));

[Collection(AzuriteCollection.Name)]
public sealed class AzuriteAccountStoreTests(Azurite azurite)
    : AccountStoreCompliance(new TableAccount(azurite.ConnectionString));

[Collection(AzuriteCollection.Name)]
public sealed class AzuriteApiKeyStoreTests(Azurite azurite)
    : ApiKeyStoreCompliance(new TableAccount(azurite.ConnectionString));

[Collection(AzuriteCollection.Name)]
public sealed class AzuriteIdempotencyStoreTests(Azurite azurite)
    : IdempotencyStoreCompliance(new TableAccount(azurite.ConnectionString));

[Collection(AzuriteCollection.Name)]
public sealed class AzuriteHoldStoreTests(Azurite azurite)
    : HoldStoreCompliance(new TableAccount(azurite.ConnectionString));

[Collection(AzuriteCollection.Name)]
public sealed class AzuriteSpendCapStoreTests(Azurite azurite)
    : SpendCapStoreCompliance(new TableAccount(azurite.ConnectionString));

[Collection(AzuriteCollection.Name)]
public sealed class AzuriteMeteringStoreTests(Azurite azurite)
    : MeteringStoreCompliance(new TableAccount(azurite.ConnectionString));

[Collection(AzuriteCollection.Name)]
public sealed class AzuriteNotificationStoreTests(Azurite azurite)
    : NotificationStoreCompliance(new TableAccount(azurite.ConnectionString));

[Collection(AzuriteCollection.Name)]
public sealed class AzuriteBootstrapTests(Azurite azurite)
    : BootstrapCompliance(new TableAccount(azurite.ConnectionString));
