namespace Mothership.Domain;

/// <summary>The fixed limits of the product: one place, so that relations between them can be checked.</summary>
public static class Limits
{
    /// <summary>Longest display name, in characters.</summary>
    public const int DisplayNameLength = 64;

    /// <summary>Longest description, in characters.</summary>
    public const int DescriptionLength = 255;

    /// <summary>Largest request body, in bytes.</summary>
    public const int BodyBytes = 256 * 1024;

    /// <summary>Longest id that is looked up, in characters.</summary>
    public const int IdLength = 255;

    /// <summary>Longest idempotency key, in characters.</summary>
    public const int IdempotencyKeyLength = 255;

    /// <summary>Rows of a page when the caller does not say.</summary>
    public const int DefaultPageSize = 10;

    /// <summary>Most rows of a page.</summary>
    public const int MaxPageSize = 100;

    /// <summary>Longest name of an organisation, in characters.</summary>
    public const int OrganizationNameLength = 31;

    /// <summary>Longest e-mail address, in characters.</summary>
    public const int EmailLength = 254;

    /// <summary>Environments of an organisation, unless its quota says otherwise.</summary>
    public const int EnvironmentsPerOrganization = 25;

    /// <summary>Service accounts of an organisation, unless its quota says otherwise.</summary>
    public const int ServiceAccountsPerOrganization = 1000;

    /// <summary>API keys of an organisation, unless its quota says otherwise.</summary>
    public const int ApiKeysPerOrganization = 500;

    /// <summary>Connectors of an organisation, unless its quota says otherwise.</summary>
    public const int ConnectorsPerOrganization = 500;

    /// <summary>ksqlDB clusters of an organisation, unless its quota says otherwise.</summary>
    public const int KsqldbClustersPerOrganization = 100;

    /// <summary>Control Centers of an organisation, unless its quota says otherwise.</summary>
    public const int ControlCentersPerOrganization = 100;

    /// <summary>Most tasks of a connector.</summary>
    public const int TasksPerConnector = 100;

    /// <summary>Most settings of a connector.</summary>
    public const int ConnectorSettings = 200;

    /// <summary>Longest value of a connector's setting, in characters.</summary>
    public const int ConnectorSettingLength = 4096;

    /// <summary>Longest configuration of a connector, in characters of its JSON.</summary>
    public const int ConnectorConfigLength = 10_000;

    /// <summary>Spend caps of an organisation.</summary>
    public const int SpendCapsPerOrganization = 50;

    /// <summary>How long an idempotency key is remembered, in hours.</summary>
    public const int IdempotencyHours = 24;

    /// <summary>Largest answer that can be kept for an idempotency key, headers included, in bytes.</summary>
    public const int IdempotentResponseBytes = 48 * 1024;

    /// <summary>Most Kubernetes clusters of one region.</summary>
    public const int PoolsPerRegion = 64;

    /// <summary>Most CKU of a Dedicated cluster.</summary>
    public const int MaxCku = 152;
}
