using System.Text.Json.Nodes;
using Mothership.DataPlane.Services;
using Mothership.Domain.Services;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Workloads;

/// <summary>What is peculiar to one kind of service.</summary>
/// <param name="Image">The container's.</param>
/// <param name="User">The user of the image, by number: a name proves nothing to Kubernetes.</param>
/// <param name="Port">Where it is reached by HTTP.</param>
/// <param name="Health">The path that answers once it can work.</param>
/// <param name="DataPath">Where it keeps its data.</param>
/// <param name="KeepsData">Whether that must outlive the pod.</param>
/// <param name="Environment">The container's environment variables.</param>
internal sealed record WorkloadRecipe(
    string Image,
    int User,
    int Port,
    string Health,
    string DataPath,
    bool KeepsData,
    JsonArray Environment
)
{
    public const int RegistryPort = 8080;

    public const int KsqldbPort = 8088;
    public const int ConsolePort = 8080;

    /// <summary>Where the authority of the cluster's certificates is mounted.</summary>
    public const string AuthorityPath = "/var/run/mothership/ca";

    private const string Jaas = "sasl.jaas.config";
    private const string Authority = $"{AuthorityPath}/ca.crt";

    /// <param name="desired">What is wanted.</param>
    /// <param name="size">What it is given.</param>
    /// <param name="settings">What all of the region have in common.</param>
    /// <param name="path">The path of the address under which customers reach the region's app.</param>
    public static WorkloadRecipe Of(DesiredService desired, WorkloadSize size, StrimziSettings settings, string path) =>
        desired.Kind switch
        {
            ServiceKind.SchemaRegistry => Registry(settings),
            ServiceKind.Ksqldb => Ksqldb(desired, size, settings),
            ServiceKind.ControlCenter => Console(desired, settings, ConsolePath(path, desired.Id)),
            _ => throw new ArgumentOutOfRangeException(nameof(desired), desired.Kind, null),
        };

    /// <summary>The secret with the authority of a cluster's certificates, which Strimzi makes.</summary>
    public static string AuthorityOf(string cluster) => $"{cluster}-cluster-ca-cert";

    /// <summary>
    /// The path at which a console serves its pages. As customers see it, for its pages name their parts by it.
    /// </summary>
    public static string ConsolePath(string path, string id) => path + DataPlanePaths.Of(ServiceKind.ControlCenter, id);

    private static WorkloadRecipe Registry(StrimziSettings settings) =>
        new(
            settings.RegistryImage,
            1000,
            RegistryPort,
            "/apis/ccompat/v7/config",
            "/data",
            KeepsData: true,
            [
                Value("QUARKUS_HTTP_PORT", $"{RegistryPort}"),
                Value("APICURIO_STORAGE_KIND", "sql"),
                Value("APICURIO_STORAGE_SQL_KIND", "h2"),
                Value("APICURIO_DATASOURCE_URL", "jdbc:h2:file:/data/registry"),
                Value("APICURIO_REST_DELETION_GROUP_ENABLED", "true"),
                Value("APICURIO_REST_DELETION_ARTIFACT_ENABLED", "true"),
                Value("APICURIO_REST_DELETION_ARTIFACT_VERSION_ENABLED", "true"),
            ]
        );

    // What it computes it keeps in topics of the cluster; on the pod is only what it can compute again.
    private static WorkloadRecipe Ksqldb(DesiredService desired, WorkloadSize size, StrimziSettings settings) =>
        new(
            settings.KsqldbImage,
            1000,
            KsqldbPort,
            "/info",
            "/tmp/kafka-streams",
            KeepsData: false,
            [
                Value("KSQL_LISTENERS", $"http://0.0.0.0:{KsqldbPort}"),
                From("POD_IP", "status.podIP"),
                Value("KSQL_KSQL_ADVERTISED_LISTENER", $"http://$(POD_IP):{KsqldbPort}"),
                Value("KSQL_KSQL_SERVICE_ID", PrefixOf(desired.Id)),
                Value("KSQL_KSQL_STREAMS_REPLICATION_FACTOR", "3"),
                Value("KSQL_KSQL_INTERNAL_TOPIC_REPLICAS", "3"),
                Value("KSQL_KSQL_STREAMS_STATE_DIR", "/tmp/kafka-streams"),
                Value("KSQL_HEAP_OPTS", $"-Xmx{size.MemoryMi / 2}m"),
                Value("KSQL_KSQL_LOGGING_PROCESSING_ROWS_INCLUDE", IsDetailed(desired) ? "true" : "false"),
                Value("KSQL_BOOTSTRAP_SERVERS", BootstrapOf(desired)),
                Value("KSQL_SECURITY_PROTOCOL", "SASL_SSL"),
                Value("KSQL_SASL_MECHANISM", "SCRAM-SHA-512"),
                Secret("KSQL_SASL_JAAS_CONFIG", desired.Id, Jaas),
                Value("KSQL_SSL_TRUSTSTORE_TYPE", "PEM"),
                Value("KSQL_SSL_TRUSTSTORE_LOCATION", Authority),
            ]
        );

    private static WorkloadRecipe Console(DesiredService desired, StrimziSettings settings, string path) =>
        new(
            settings.ConsoleImage,
            1000,
            ConsolePort,
            $"{path}/actuator/health",
            "/tmp",
            KeepsData: false,
            [
                Value("SERVER_PORT", $"{ConsolePort}"),
                Value("SERVER_SERVLET_CONTEXT_PATH", path),
                Value("KAFKA_CLUSTERS_0_NAME", desired.Cluster!),
                Value("KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS", BootstrapOf(desired)),
                Value("KAFKA_CLUSTERS_0_PROPERTIES_SECURITY_PROTOCOL", "SASL_SSL"),
                Value("KAFKA_CLUSTERS_0_PROPERTIES_SASL_MECHANISM", "SCRAM-SHA-512"),
                Secret("KAFKA_CLUSTERS_0_PROPERTIES_SASL_JAAS_CONFIG", desired.Id, Jaas),
                Value("KAFKA_CLUSTERS_0_PROPERTIES_SSL_TRUSTSTORE_TYPE", "PEM"),
                Value("KAFKA_CLUSTERS_0_PROPERTIES_SSL_TRUSTSTORE_LOCATION", Authority),
            ]
        );

    // As the control plane tells the prefix of its topics; customers' ACLs name it.
    private static string PrefixOf(string id) => $"p{id}";

    private static bool IsDetailed(DesiredService desired) =>
        desired.Spec.Settings.GetValueOrDefault(ServiceNames.DetailedLog) == "true";

    private static string BootstrapOf(DesiredService desired)
    {
        var space = KubeNames.Namespace(desired.Environment);
        return $"{desired.Cluster}-kafka-bootstrap.{space}.svc:{KafkaRenderer.InternalPort}";
    }

    private static JsonObject Value(string name, string value) => new() { ["name"] = name, ["value"] = value };

    private static JsonObject Secret(string name, string secret, string key) =>
        new()
        {
            ["name"] = name,
            ["valueFrom"] = new JsonObject
            {
                ["secretKeyRef"] = new JsonObject { ["name"] = secret, ["key"] = key },
            },
        };

    private static JsonObject From(string name, string field) =>
        new()
        {
            ["name"] = name,
            ["valueFrom"] = new JsonObject
            {
                ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = field },
            },
        };
}
