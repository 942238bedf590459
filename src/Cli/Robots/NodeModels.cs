using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.RosBridge;
using Forewarn.Steering;

namespace Forewarn.Cli.Robots;

/// <summary>The packages of a configuration as a node steers with them.</summary>
internal sealed class NodeModels : INodeModels
{
    private readonly SteeringModels _models;

    /// <exception cref="ForewarnException">A package is missing or damaged, or policy and world model read different robots.</exception>
    public NodeModels(Home home, ResolvedConfig config, SteeringOptions options, TimeProvider time, Action<string> report)
    {
        _models = new SteeringModels(home, config.Get<ModelNames>(), new RuntimeOptions { Report = report });
        try
        {
            State = _models.PolicyManifest.State;
            if (State.Count == 0)
                throw Unfit("'state'", "no names", "the names of the proprioception");
            if (!State.SequenceEqual(_models.WorldManifest.State))
                throw Unfit("'state'", string.Join(", ", _models.WorldManifest.State), $"that of the policy: {string.Join(", ", State)}");
            Parts = new SteeringParts(
                _models.Proposer, SteeringAssembly.Clustering(options), _models.WorldModel,
                SteeringAssembly.Guards(config.Get<GuardOptions>(), options, _models),
                SteeringAssembly.Chooser(_models, options, time, AskingRule.Of(home, config.Get<AskingOptions>(), _models, new(0))), _models.Outcome);
        }
        catch
        {
            _models.Dispose();
            throw;
        }
    }

    public SteeringParts Parts { get; }

    public ActionSpec Action => _models.Proposer.Spec;

    public IReadOnlyList<CameraFormat> Cameras => [.. _models.Proposer.Cameras.Select(c => new CameraFormat(c.Camera, c.Height, c.Width))];

    public IReadOnlyList<string> State { get; }

    public IReadOnlyDictionary<string, string> Hashes => _models.Hashes;

    /// <summary>Loading has run every graph once already.</summary>
    public void WarmUp() { }

    public void Dispose() => _models.Dispose();

    private ForewarnException Unfit(string what, string found, string wanted) => ForewarnException.Of(
        $"package '{_models.WorldManifest.Name}': {what}", found, wanted, "Export both packages from one training.", ExitCode.Usage);
}
