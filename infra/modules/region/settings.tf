locals {
  # Exactly what the region's app reads: functions/Region/README.md has the same table, and a test compares them.
  # What is null is not set, and the app's own default counts.
  settings = { for name, value in local.all_settings : name => value if value != null }

  all_settings = {
    Cloud                 = var.cloud
    Region                = var.region
    RegionOperator        = "strimzi"
    RegionConsumerGroup   = local.consumer_group
    KeyVaultUri           = "https://${local.vault_name}.vault.azure.net/"
    KafkaBootstrapServers = var.mothership.bus_bootstrap_servers
    KafkaSslCaPem         = var.mothership.bus_ca_certificate
    KafkaProtocol         = "SaslSsl"
    KafkaUsername         = local.bus_user
    KafkaPassword         = "@Microsoft.KeyVault(VaultName=${local.vault_name};SecretName=bus-password)"

    DataPlaneUrl           = var.tuning.data_plane_url
    BusTolerance           = var.tuning.bus_tolerance
    Region__Width          = var.tuning.width
    Region__AttemptTimeout = var.tuning.attempt_timeout
  }
}
