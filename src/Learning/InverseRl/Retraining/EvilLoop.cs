using Forewarn.Core;
using Forewarn.Learning.Imitation.Runs;
using Forewarn.Learning.InverseRl.Evolution;
using Forewarn.Learning.InverseRl.Shaping;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;
using Forewarn.Simulation;

namespace Forewarn.Learning.InverseRl.Retraining;

/// <summary>
/// EvIL as a training (Sapora et al. 2024): a round is a generation of potentials, each judged by a fresh short training on a frozen reward.
/// The policy it shows is one trained from nothing with the present potential.
/// </summary>
public sealed class EvilLoop : IPolicyLoop
{
    private readonly RetrainTest _test;
    private readonly Func<IRewardModel> _reward;
    private readonly IPotential _potential;
    private readonly EvilOptions _options;
    private readonly OpenEsOptions _evolution;
    private readonly double _gamma;
    private readonly IStateEnvironment _evaluation;
    private readonly RetrainFitness _fitness;
    private readonly OpenEs _search;
    private readonly SeedStreams _seeds;
    private readonly RetrainedPolicy _policy;
    private readonly List<IrlEvaluation> _evaluations = [];

    /// <param name="test">The short training; its own evaluation is not used.</param>
    /// <param name="reward">The frozen reward; called from several threads, and may give each its own copy.</param>
    /// <param name="potential">Where the evolution starts; changed in place.</param>
    /// <param name="gamma">The optimizer's discount.</param>
    /// <param name="evaluation">Where policies are judged; the caller disposes it.</param>
    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public EvilLoop(RetrainTest test, Func<IRewardModel> reward, IPotential potential, EvilOptions options, OpenEsOptions evolution, double gamma,
        IStateEnvironment evaluation)
    {
        options.Validate();
        (_test, _reward, _potential, _options, _evolution, _gamma, _evaluation) =
            (test with { EvaluationEpisodes = 0 }, reward, potential, options, evolution, gamma, evaluation);
        _fitness = new(_test, reward, potential, gamma) { Form = options.Form, Measure = options.Measure };
        _search = new(potential.Parameters, evolution);
        _seeds = new(evolution.Seed);
        _policy = new(test.Optimizer(_seeds.Stream("first policy"), null).Policy);
    }

    public IStatePolicy Policy => _policy;

    /// <summary>Generations done.</summary>
    public long Steps => _search.Number;

    public long Total => _evolution.Generations;

    public long Updates => 0;

    public ulong Seed => _evolution.Seed;

    public IReadOnlyList<IrlEvaluation> Evaluations => _evaluations;

    public IReadOnlyDictionary<string, double> Advance()
    {
        var figures = _search.Advance(_fitness).Figures.ToDictionary();
        _search.Mean.CopyTo(_potential.Parameters);
        figures["environment_steps"] = (double)Steps * _evolution.Population * _test.Steps;
        if (Steps >= Total || Steps % _options.EvaluateEvery == 0) Look(figures);
        return figures;
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("search", _search);
        to.Add("policy", _policy);
        EvaluationList.Save(_evaluations, to);
    }

    public void Load(SnapshotReader from)
    {
        from.Restore("search", _search);
        _search.Mean.CopyTo(_potential.Parameters);
        from.Restore("policy", _policy);
        EvaluationList.Load(_evaluations, from);
    }

    private void Look(Dictionary<string, double> figures)
    {
        var shaping = new PotentialShaping(_potential.Copy(), _gamma, _options.Form);
        // The same stream every time: looks differ by their potential alone.
        _policy.Inner = _test.Train(_reward(), shaping, _seeds.Stream("look")).Policy;
        _evaluations.Add(new(Steps, PolicyReturns.Of(_policy, _evaluation, _options.EvaluationEpisodes, _seeds.Stream("evaluation"))));
        figures["eval/return"] = _evaluations[^1].Mean;
    }
}
