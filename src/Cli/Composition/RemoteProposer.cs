using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Serving;
using Forewarn.Steering;

namespace Forewarn.Cli.Composition;

/// <summary>Plans from an openpi server in place of the configured policy, which stands in when the server fails.</summary>
internal static class RemoteProposer
{
    private const int Seed = 1;

    public static Option<string?> Option() => new("--proposer")
    {
        Description = "Take plans from this openpi server instead of the configured policy, which stands in when the server fails.",
        HelpName = "openpi://HOST:PORT",
    };

    /// <param name="address">What the option says; null for none.</param>
    /// <param name="prompt">Text for the server's policy; null sends none.</param>
    /// <returns>Null when no server was named.</returns>
    /// <exception cref="ForewarnException">No such address.</exception>
    public static OpenpiProposer? Of(string? address, string? prompt, SteeringModels models, ResolvedConfig config, Session session) =>
        address is null ? null : new OpenpiProposer(
            new OpenpiProposerOptions
            {
                Address = OpenpiAddress.Parse(address),
                Spec = models.Proposer.Spec,
                Steps = config.Get<SteeringOptions>().PredictionHorizon,
                Keys = ObservationKeys.Libero([.. models.Proposer.Cameras.Select(c => c.Camera)]),
                Prompt = prompt,
            },
            session.Time, new SeedStreams(Seed), models.Proposer);
}
