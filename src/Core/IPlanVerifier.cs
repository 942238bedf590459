namespace Forewarn.Core;

/// <summary>Narrates imagined plans and chooses the one that fits the wish.</summary>
public interface IPlanVerifier
{
    ValueTask<Verdict> VerifyAsync(string wish, LatentRollout rollout, GuardReport guard, CancellationToken deadline);
}
