locals {
  # Exactly what the region's app reads: functions/Region/README.md has the same table, and a test compares them.
  # What is null is not set, and the app's own default counts.
  settings = { for name, value in merge(local.all_settings, local.kubernetes_settings) : name => value if value != null }

  all_settings = {
    Cloud                 = var.cloud
    Region                = var.region
    RegionOperator        = "strimzi"
    RegionConsumerGroup   = local.consumer_group
    KeyVaultUri           = "https://${local.vault_name}.vault.azure.net/"
    CustomerVaultUri      = var.mothership.customer_vault_uri
    KafkaBootstrapServers = var.mothership.bus_bootstrap_servers
    KafkaSslCaPem         = var.mothership.bus_ca_certificate
    KafkaProtocol         = "SaslSsl"
    KafkaUsername         = local.bus_user
    KafkaPassword         = "@Microsoft.KeyVault(VaultName=${local.vault_name};SecretName=bus-password)"

    DataPlaneUrl               = var.mothership.dns_zone == null ? null : "https://${local.id}.${var.mothership.dns_zone}"
    BusTolerance               = var.tuning.bus_tolerance
    Strimzi__KafkaVersion      = var.strimzi.kafka_version
    Strimzi__MetadataVersion   = var.strimzi.metadata_version
    Strimzi__Listener          = var.strimzi.listener
    Strimzi__Domain            = var.strimzi.domain
    Strimzi__StorageClass      = var.strimzi.storage_class
    Strimzi__RegistryImage     = var.strimzi.registry_image
    Strimzi__KsqldbImage       = var.strimzi.ksqldb_image
    Strimzi__ConsoleImage      = var.strimzi.console_image
    Strimzi__ConnectImage      = var.strimzi.connect_image
    Strimzi__ConnectClasses    = var.strimzi.connect_classes == null ? null : join(",", var.strimzi.connect_classes)
    Strimzi__ServiceAddress    = var.strimzi.service_address
    Strimzi__AccessFrom        = var.strimzi.access_from
    Strimzi__OperatorNamespace = local.strimzi_namespace
    Strimzi__SystemNamespace   = local.worker_namespace

    Region__Width          = var.tuning.width
    Region__AttemptTimeout = var.tuning.attempt_timeout
  }

  # The cluster that is made here, and those that the region has besides.
  kubernetes_clusters = merge({ main = var.capacity }, var.more_kubernetes)

  kubernetes_settings = merge([
    for name, cluster in local.kubernetes_clusters : {
      "Kubernetes__${name}__KubeconfigSecret" = "kubeconfig-${name}"
      "Kubernetes__${name}__ClustersMax"      = cluster.clusters
      "Kubernetes__${name}__UnitsMax"         = cluster.units
      "Kubernetes__${name}__Accepting"        = cluster.accepting
    }
  ]...)
}
