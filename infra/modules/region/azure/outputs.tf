output "connection" {
  value = {
    host    = "https://${azurerm_kubernetes_cluster.region.fqdn}:443"
    ca      = nonsensitive(azurerm_kubernetes_cluster.region.kube_config[0].cluster_ca_certificate)
    command = "kubelogin"
    # The id is that of the AKS server application, the same in every tenant.
    args  = ["get-token", "--login", "azurecli", "--server-id", "6dae42f8-4368-4678-94ff-3960e28e3630"]
    login = "az aks get-credentials --resource-group ${var.resource_group_name} --name ${azurerm_kubernetes_cluster.region.name} && kubelogin convert-kubeconfig -l azurecli"
  }
  description = "How the API server is reached and how whoever applies this logs in."

  depends_on = [azurerm_role_assignment.deployer_kubernetes, azurerm_role_assignment.cluster_network]
}
