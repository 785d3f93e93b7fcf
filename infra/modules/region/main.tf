data "azurerm_client_config" "current" {}

locals {
  id   = "${var.cloud}-${var.region}"
  name = "${var.mothership.prefix}-${local.id}"
  # Names of storage accounts, vaults and apps are short, and unique in all of Azure.
  unique   = "${var.mothership.unique}${substr(sha256(local.id), 0, 8)}"
  bus_user = coalesce(var.bus_user, "region-${local.id}")

  vault_name = "${var.mothership.prefix}-${local.unique}"
}

resource "azurerm_resource_group" "region" {
  name     = local.name
  location = var.azure_location
  tags     = var.tags
}

resource "azurerm_user_assigned_identity" "worker" {
  name                = "${local.name}-worker"
  resource_group_name = azurerm_resource_group.region.name
  location            = var.azure_location
  tags                = var.tags
}

module "app" {
  source = "../function_app"

  name                       = "${var.mothership.prefix}-region-${local.unique}"
  storage_name               = "${var.mothership.prefix}${local.unique}"
  resource_group_name        = azurerm_resource_group.region.name
  location                   = var.azure_location
  deployer_object_id         = data.azurerm_client_config.current.object_id
  package                    = var.package
  settings                   = local.settings
  host_roles                 = ["Storage Blob Data Owner"]
  plan                       = var.plan
  log_analytics_workspace_id = var.mothership.log_analytics_workspace_id
  tags                       = var.tags

  identity = {
    id           = azurerm_user_assigned_identity.worker.id
    client_id    = azurerm_user_assigned_identity.worker.client_id
    principal_id = azurerm_user_assigned_identity.worker.principal_id
  }

  dns = var.mothership.dns_zone == null ? null : {
    zone                = var.mothership.dns_zone
    resource_group_name = var.mothership.dns_resource_group_name
    record              = local.id
  }
}
