namespace Mothership.Local.Demo;

/// <summary>A step of the tour did not happen as it should; the message says which and what was seen instead.</summary>
internal sealed class TourFailedException(string message) : Exception(message);
