using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Policy;
using Forewarn.RosBridge;
using Forewarn.Steering;

namespace Forewarn.Cli.Robots;

/// <summary>
/// A policy of state vectors as a node runs it: it sees no pictures, nothing is imagined or narrated, and the heaviest plan that the
/// guards let pass is taken.
/// </summary>
public sealed class StateNodeModels : INodeModels
{
    private readonly ModelPackage _package;
    private readonly PolicyProposer _proposer;
    private readonly int _proposals;

    /// <exception cref="ForewarnException">The package is missing or damaged, reads pictures, or has another horizon.</exception>
    public StateNodeModels(Home home, ResolvedConfig config, SteeringOptions options, Action<string> report)
    {
        _package = ModelPackage.Load(home.Package(config.Get<ModelNames>().Policy), ModelKind.Policy, new RuntimeOptions { Report = report });
        try
        {
            if (_package.Manifest.Cameras.Count > 0)
                throw Unfit("cameras", string.Join(", ", _package.Manifest.Cameras), "none without a world model", "Name models.world and models.verifier.");
            if (_package.Manifest.State.Count == 0) throw Unfit("'state'", "no names", "the names of the proprioception", "Export it again.");
            _proposer = new PolicyProposer(_package);
            if (_proposer.Steps != options.PredictionHorizon)
                throw Unfit("rows of a plan", $"{_proposer.Steps}", $"{options.PredictionHorizon}",
                    $"Set steering.prediction_horizon={_proposer.Steps} steering.action_horizon={_proposer.Steps}.");
            Parts = new SteeringParts(_proposer, new ModeClustering(new WholePlanDistance(), options), null,
                SteeringAssembly.Guards(config.Get<GuardOptions>(), _proposer.Spec), null);
            _proposals = options.Proposals;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public SteeringParts Parts { get; }

    public ActionSpec Action => _proposer.Spec;

    public IReadOnlyList<CameraFormat> Cameras => [];

    public IReadOnlyList<string> State => _package.Manifest.State;

    public IReadOnlyDictionary<string, string> Hashes =>
        new Dictionary<string, string> { [_package.Manifest.Name] = _package.Manifest.Sha256 };

    public void WarmUp() => _proposer.WarmUp(_proposals);

    public void Dispose()
    {
        // Null where the constructor gave up before it.
        _proposer?.Dispose();
        _package.Dispose();
    }

    private ForewarnException Unfit(string what, string found, string wanted, string fix) =>
        ForewarnException.Of($"package '{_package.Manifest.Name}': {what}", found, wanted, fix, ExitCode.Usage);
}
