using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Steering;

namespace Forewarn.EndToEnd.Tests;

/// <summary>The shipped packages, loaded once, with one observed scene.</summary>
public sealed class ShippedModels : IDisposable
{
    public ShippedModels()
    {
        Home = Home.Find();
        Config = new ConfigLoader(Home.Configs, CliSections.Schema).Load(["cup"], []);
        Models = new SteeringModels(Home, Config.Get<ModelNames>(), new RuntimeOptions());
        using var environment = new CupEnvironment();
        environment.Reset(new SeedStreams(4711).Stream("scene"));
        Observation = new ObservationHistory(environment.Observe());
    }

    public Home Home { get; }

    public ResolvedConfig Config { get; }

    public SteeringModels Models { get; }

    public ObservationHistory Observation { get; }

    /// <summary>Options without a tight deadline: a loaded test machine must not change the rung.</summary>
    public SteeringOptions Options => Config.Get<SteeringOptions>() with { DeadlineMs = 60_000 };

    public SteeringParts Parts => new(Models.Proposer, SteeringAssembly.Clustering(Options), Models.WorldModel,
        SteeringAssembly.Guards(Config.Get<GuardOptions>(), Options, Models),
        SteeringAssembly.Chooser(Models, Options, TimeProvider.System), Models.Outcome);

    public void Dispose() => Models.Dispose();
}
