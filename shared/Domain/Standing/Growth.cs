using Mothership.Domain.Ids;

namespace Mothership.Domain.Standing;

/// <summary>What a decision means to what is committed to be spent.</summary>
/// <param name="Environment">Where.</param>
/// <param name="CommitmentChange">How much more may come to be spent a second; negative for less.</param>
/// <param name="NeedsRoom">Whether it has to be within the spend caps, and no hold may refuse it.</param>
public sealed record Growth(EnvironmentId Environment, decimal CommitmentChange, bool NeedsRoom);
