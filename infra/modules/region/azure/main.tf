resource "azurerm_virtual_network" "nodes" {
  name                = "${var.name}-nodes"
  resource_group_name = var.resource_group_name
  location            = var.region
  address_space       = [var.address_space]
  tags                = var.tags
}

resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  resource_group_name  = var.resource_group_name
  virtual_network_name = azurerm_virtual_network.nodes.name
  address_prefixes     = [cidrsubnet(var.address_space, 4, 0)]
}

resource "azurerm_kubernetes_cluster" "region" {
  name                      = var.name
  resource_group_name       = var.resource_group_name
  location                  = var.region
  dns_prefix                = var.name
  sku_tier                  = "Standard"
  automatic_upgrade_channel = "stable"
  # Without local accounts there is no administrator's certificate that could be in the state.
  local_account_disabled = true
  tags                   = var.tags

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled = true
  }

  api_server_access_profile {
    authorized_ip_ranges = var.authorised
  }

  node_provisioning_profile {
    mode = "Manual"
  }

  default_node_pool {
    name                        = "brokers"
    vm_size                     = coalesce(var.nodes.size, "Standard_D4s_v5")
    vnet_subnet_id              = azurerm_subnet.nodes.id
    zones                       = ["1", "2", "3"]
    auto_scaling_enabled        = true
    min_count                   = var.nodes.minimum
    max_count                   = var.nodes.maximum
    temporary_name_for_rotation = "rotation"
  }

  # Network policies keep customers apart: without an engine that enforces them they would only be there to look at.
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_policy      = "cilium"
    network_data_plane  = "cilium"
  }

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_role_assignment" "deployer_kubernetes" {
  scope                = azurerm_kubernetes_cluster.region.id
  role_definition_name = "Azure Kubernetes Service RBAC Cluster Admin"
  principal_id         = var.deployer_object_id
}

# The cluster joins its nodes to a subnet that it does not own.
resource "azurerm_role_assignment" "cluster_network" {
  scope                = azurerm_subnet.nodes.id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_kubernetes_cluster.region.identity[0].principal_id
  principal_type       = "ServicePrincipal"
}
