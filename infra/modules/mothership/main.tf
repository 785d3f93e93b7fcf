data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "mothership" {
  name     = "${var.prefix}-mothership"
  location = var.location
  tags     = var.tags
}

resource "azurerm_user_assigned_identity" "control_plane" {
  name                = "${var.prefix}-control-plane"
  resource_group_name = azurerm_resource_group.mothership.name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_log_analytics_workspace" "all" {
  name                = "${var.prefix}-logs"
  resource_group_name = azurerm_resource_group.mothership.name
  location            = var.location
  sku                 = "PerGB2018"
  retention_in_days   = var.log_retention_days
  tags                = var.tags
}

# The product's tables, apart from what the Functions host keeps. Reached with an identity only: there is no key.
resource "azurerm_storage_account" "tables" {
  name                            = "${var.prefix}tables${local.unique}"
  resource_group_name             = azurerm_resource_group.mothership.name
  location                        = var.location
  account_tier                    = "Standard"
  account_replication_type        = "GZRS"
  shared_access_key_enabled       = false
  local_user_enabled              = false
  default_to_oauth_authentication = true
  tags                            = var.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_role_assignment" "control_plane_tables" {
  scope                = azurerm_storage_account.tables.id
  role_definition_name = "Storage Table Data Contributor"
  principal_id         = azurerm_user_assigned_identity.control_plane.principal_id
  principal_type       = "ServicePrincipal"
}

module "app" {
  source = "../function_app"

  name                       = "${var.prefix}-control-plane-${local.unique}"
  storage_name               = "${var.prefix}host${local.unique}"
  resource_group_name        = azurerm_resource_group.mothership.name
  location                   = var.location
  identity                   = local.identity
  deployer_object_id         = data.azurerm_client_config.current.object_id
  package                    = var.package
  settings                   = local.settings
  host_roles                 = ["Storage Blob Data Owner", "Storage Queue Data Contributor", "Storage Table Data Contributor"]
  plan                       = var.plan
  log_analytics_workspace_id = azurerm_log_analytics_workspace.all.id
  health_check_path          = "/health"
  tags                       = var.tags

  dns = var.dns_zone == null ? null : {
    zone                = azurerm_dns_zone.mothership[0].name
    resource_group_name = azurerm_resource_group.mothership.name
    record              = "api"
  }

  # A reference to a secret that the app may not read yet would be shown as an error until the next restart.
  depends_on = [
    azurerm_role_assignment.control_plane_tables,
    azurerm_role_assignment.control_plane_secrets,
    azurerm_role_assignment.control_plane_customers,
    azurerm_key_vault_secret.idempotency_pepper,
  ]
}

resource "azurerm_dns_zone" "mothership" {
  count = var.dns_zone == null ? 0 : 1

  name                = var.dns_zone
  resource_group_name = azurerm_resource_group.mothership.name
  tags                = var.tags
}
