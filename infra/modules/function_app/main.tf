# Elastic Premium, not Flex Consumption: there each trigger scales on instances of its own, and what an app keeps running
# beside its triggers would run on all of them. Here an instance runs the whole app, and one is always there.
resource "azurerm_service_plan" "app" {
  name                         = "${var.name}-plan"
  resource_group_name          = var.resource_group_name
  location                     = var.location
  os_type                      = "Linux"
  sku_name                     = var.plan.sku
  maximum_elastic_worker_count = var.plan.maximum_instances
  tags                         = var.tags
}

resource "azurerm_application_insights" "app" {
  name                         = "${var.name}-insights"
  resource_group_name          = var.resource_group_name
  location                     = var.location
  application_type             = "web"
  workspace_id                 = var.log_analytics_workspace_id
  local_authentication_enabled = false
  tags                         = var.tags
}

locals {
  # Read by the Functions host, by Azure's platform and by its client libraries; the app itself reads none of them. The
  # provider adds FUNCTIONS_EXTENSION_VERSION, FUNCTIONS_WORKER_RUNTIME, AzureWebJobsStorage__accountName and the
  # connection string of Application Insights, which is no secret where local authentication is off.
  platform_settings = {
    AZURE_CLIENT_ID                              = var.identity.client_id
    AzureWebJobsStorage__credential              = "managedidentity"
    AzureWebJobsStorage__clientId                = var.identity.client_id
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING    = "Authorization=AAD;ClientId=${var.identity.client_id}"
    WEBSITE_RUN_FROM_PACKAGE                     = azurerm_storage_blob.package.url
    WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID = var.identity.id
  }
}

resource "azurerm_linux_function_app" "app" {
  name                                           = var.name
  resource_group_name                            = var.resource_group_name
  location                                       = var.location
  service_plan_id                                = azurerm_service_plan.app.id
  storage_account_name                           = azurerm_storage_account.host.name
  storage_uses_managed_identity                  = true
  content_share_force_disabled                   = true
  builtin_logging_enabled                        = false
  https_only                                     = true
  ftp_publish_basic_authentication_enabled       = false
  webdeploy_publish_basic_authentication_enabled = false
  key_vault_reference_identity_id                = var.identity.id
  virtual_network_subnet_id                      = azurerm_subnet.app.id
  app_settings                                   = merge(local.platform_settings, var.settings)
  tags                                           = var.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [var.identity.id]
  }

  site_config {
    application_insights_connection_string = azurerm_application_insights.app.connection_string
    elastic_instance_minimum               = var.plan.minimum_instances
    app_scale_limit                        = var.plan.maximum_instances
    # The Kafka trigger's own scaler runs in the app's network, with the app's settings.
    runtime_scale_monitoring_enabled  = true
    vnet_route_all_enabled            = true
    health_check_path                 = var.health_check_path
    health_check_eviction_time_in_min = var.health_check_path == null ? null : 5
    http2_enabled                     = true
    minimum_tls_version               = "1.2"
    scm_minimum_tls_version           = "1.2"
    ftps_state                        = "Disabled"

    application_stack {
      dotnet_version              = "10.0"
      use_dotnet_isolated_runtime = true
    }
  }

  depends_on = [
    azurerm_role_assignment.app_host_storage,
    azurerm_subnet_nat_gateway_association.app,
  ]
}
