namespace Mothership.ControlPlane.Routing;

/// <summary>The function answers without a key. All others need one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PublicRouteAttribute : Attribute;
