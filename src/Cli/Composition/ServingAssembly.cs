using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Serving;
using Forewarn.Steering;

namespace Forewarn.Cli.Composition;

/// <summary>Puts models and options together into what an openpi server serves.</summary>
public static class ServingAssembly
{
    /// <param name="wish">Carried out for clients that send no prompt; null refuses them.</param>
    /// <param name="proposer">Draws the plans; null for the configured policy.</param>
    /// <param name="log">Takes the decisions of all clients.</param>
    /// <param name="asking">When a client is asked, made anew for each; null for deciding by the options alone.</param>
    public static SteeredPolicy Policy(
        SteeringModels models, ResolvedConfig config, SeedStreams seeds, TimeProvider time, string? wish = null,
        IActionProposer? proposer = null, IDecisionLog? log = null, Func<AskingRule?>? asking = null)
    {
        var steering = config.Get<SteeringOptions>();
        var guards = config.Get<GuardOptions>();
        long start = time.GetTimestamp();
        ActionSpec spec = models.Proposer.Spec;
        // The age of an observation counts from its arrival: who waited too long for a turn gets a hold.
        IPlanGuard guard = SteeringAssembly.Guards(guards, steering, models,
            new FreshnessGuard(TimeSpan.FromMilliseconds(guards.FreshnessMs), time, start));
        IReadOnlyList<PictureFormat> cameras = [.. models.Proposer.Cameras.Select(c => new PictureFormat(c.Camera, c.Height, c.Width))];
        var options = new SteeredPolicyOptions
        {
            Keys = ObservationKeys.Libero([.. cameras.Select(c => c.Camera)]),
            Cameras = cameras,
            State = models.PolicyManifest.State,
            Spec = spec,
            Horizon = steering.ActionHorizon,
            Wish = wish,
            Models = models.Hashes,
        };
        return new SteeredPolicy(
            options,
            child => SteeringAssembly.Loop(models, steering, guard, child, new NoPlanSink(), log ?? new DecisionLogs(), time, proposer, asking?.Invoke()),
            seeds, time, start);
    }
}
