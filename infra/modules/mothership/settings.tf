locals {
  # Exactly what the control plane reads: functions/ControlPlane/README.md has the same table, and a test compares them.
  # What is null is not set, and the app's own default counts.
  settings = { for name, value in merge(local.all_settings, local.seller_address, local.dunning) : name => value if value != null }

  all_settings = {
    TablesConnection      = azurerm_storage_account.tables.primary_table_endpoint
    IdempotencyPepper     = "@Microsoft.KeyVault(VaultName=${local.vault_name};SecretName=idempotency-pepper)"
    KeyVaultUri           = local.vault_uri
    CustomerVaultUri      = "https://${local.customer_vault_name}.vault.azure.net/"
    KafkaBootstrapServers = var.bus.bootstrap_servers
    KafkaSslCaPem         = var.bus.ca_certificate
    KafkaProtocol         = "SaslSsl"
    KafkaUsername         = var.bus.user
    KafkaPassword         = "@Microsoft.KeyVault(VaultName=${local.vault_name};SecretName=bus-password)"
    PublicUrl             = var.dns_zone == null ? null : "https://api.${var.dns_zone}"
    PriceBook             = var.price_book
    Seller__Name          = var.seller.name
    Seller__TaxId         = var.seller.tax_id
    Seller__Contact       = var.seller.contact

    Authentication__CacheFor               = var.tuning.authentication_cache_for
    Billing__ClosePageSize                 = var.tuning.billing_close_page_size
    Billing__CloseParallelism              = var.tuning.billing_close_parallelism
    Billing__GracePeriod                   = var.tuning.billing_grace_period
    Connect__Classes                       = var.tuning.connect_classes == null ? null : join(",", var.tuning.connect_classes)
    Fleet__HeadroomPercent                 = var.tuning.fleet_headroom_percent
    BusTolerance                           = var.tuning.bus_tolerance
    Fleet__SilenceLimit                    = var.tuning.fleet_silence_limit
    Payments__Currency                     = var.tuning.payments_currency
    Provisioning__RegionTimeout            = var.tuning.provisioning_region_timeout
    Provisioning__RepublishInterval        = var.tuning.provisioning_republish_interval
    Quotas__ApiKeysPerOrganization         = var.tuning.quotas_api_keys_per_organization
    Quotas__ClustersPerEnvironment         = var.tuning.quotas_clusters_per_environment
    Quotas__ClustersPerOrganization        = var.tuning.quotas_clusters_per_organization
    Quotas__ConnectorsPerOrganization      = var.tuning.quotas_connectors_per_organization
    Quotas__ControlCentersPerOrganization  = var.tuning.quotas_control_centers
    Quotas__KsqldbClustersPerOrganization  = var.tuning.quotas_ksqldb_clusters
    Quotas__EnvironmentsPerOrganization    = var.tuning.quotas_environments_per_organization
    Quotas__ServiceAccountsPerOrganization = var.tuning.quotas_accounts_per_organization
    RateLimit__Requests                    = var.tuning.rate_limit_requests
    RateLimit__Window                      = var.tuning.rate_limit_window
    Stripe__KeepSecretsFor                 = var.tuning.stripe_keep_secrets_for
    Stripe__Timeout                        = var.tuning.stripe_timeout
  }

  seller_address = { for i, line in var.seller.address : "Seller__Address__${i}" => line }

  dunning = merge(
    { for i, rung in var.dunning : "Dunning__${i}__Day" => tostring(rung.day) },
    { for i, rung in var.dunning : "Dunning__${i}__Action" => rung.action }
  )
}
