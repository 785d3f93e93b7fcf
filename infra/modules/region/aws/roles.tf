locals {
  # Who takes a role, and what that role may do: Amazon's own policies, each for one part of EKS.
  roles = {
    cluster = { service = "eks.amazonaws.com", actions = ["sts:AssumeRole"], policies = ["AmazonEKSClusterPolicy"] }
    nodes = {
      service  = "ec2.amazonaws.com"
      actions  = ["sts:AssumeRole"]
      policies = ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryPullOnly"]
    }
    volumes = {
      service  = "pods.eks.amazonaws.com"
      actions  = ["sts:AssumeRole", "sts:TagSession"]
      policies = ["service-role/AmazonEBSCSIDriverPolicy"]
    }
  }

  attachments = merge([
    for role, of in local.roles : { for policy in of.policies : "${role} ${policy}" => { role = role, policy = policy } }
  ]...)
}

resource "aws_iam_role" "eks" {
  for_each = local.roles

  name = substr("${var.name}-${each.key}", 0, 64)
  tags = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = each.value.service }
      Action    = each.value.actions
    }]
  })
}

resource "aws_iam_role_policy_attachment" "eks" {
  for_each = local.attachments

  role       = aws_iam_role.eks[each.value.role].name
  policy_arn = "arn:aws:iam::aws:policy/${each.value.policy}"
}
