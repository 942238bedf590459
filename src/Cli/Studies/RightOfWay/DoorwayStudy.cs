using Forewarn.Core;
using Forewarn.Evaluation.Coordination;
using Forewarn.Evaluation.Reports;
using Forewarn.Games;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Cli.Studies.RightOfWay;

/// <summary>
/// Fits a game to the simulated doorway, computes regrets of mediators in it, and plays the worst deviation from each in the
/// simulator, robots told over the in-process transport.
/// </summary>
internal sealed class DoorwayStudy(
    DoorwayOptions options, int horizon = 12, int fitEpisodes = 20_000, double smoothing = 0.5, int rounds = 1000)
{
    private const int Samples = 6;

    public int Horizon => horizon;

    public double Smoothing => smoothing;

    public int Rounds => rounds;

    /// <summary>
    /// The fitted game of a seed with its mediators: the expert, the learners that copy it where it shows itself, and one that BLADES trained on from
    /// such a copy.
    /// </summary>
    public (DoorwayGame Doorway, NamedGame Named) Fit(ulong seed)
    {
        var doorway = DoorwayGame.Fit(options, fitEpisodes, horizon, smoothing, new SeedStreams(seed).Stream("fit"));
        var imitation = new MediatorImitation(doorway.Game, doorway.Expert, new Blades(), start: doorway.Uniform);
        for (int n = 0; n < rounds; n++) imitation.Round();
        return (doorway, doorway.Named(
            [new("lets-through", doorway.LetsThrough), new("uniform", doorway.Uniform), new("blades", imitation.Average)]));
    }

    /// <param name="episodes">Pairs of simulated episodes per mediator.</param>
    /// <param name="report">Told (done, wanted) pairs.</param>
    public DoorwaySeed Run(ulong seed, int episodes, Action<int, int> report, CancellationToken cancel)
    {
        var (doorway, named) = Fit(seed);
        using var team = new DoorwayTeam(options);
        var rows = new List<DoorwayLearner>();
        foreach (var mediator in named.Mediators)
        {
            rows.Add(Row(named, doorway, mediator, team, new SeedStreams(seed).Stream("play"), episodes, cancel));
            report(rows.Count * episodes, named.Mediators.Count * episodes);
        }
        return new(seed,
            new(fitEpisodes, doorway.Counts.Transitions, doorway.Counts.StatesSeen, doorway.SituationsShown, doorway.Counts.RowsUntried),
            Enum.GetValues<DeviationClass>().ToDictionary(RegretTables.Name, kind => Regret.Of(named.Game, doorway.Expert, kind).Value), rows);
    }

    /// <summary>The worst deviation from one mediator of a seed's game, with episodes of the simulator.</summary>
    public DeviationStory Story(ulong seed, string learner)
    {
        var (_, named) = Fit(seed);
        var mediator = named.Mediator(learner).Mediator;
        var regret = Regret.Of(named.Game, mediator, DeviationClass.Swap);
        using var team = new DoorwayTeam(options);
        return new(named, learner, regret, DeviationReplay.Of(named.Game, mediator, regret.Worst),
            [.. Enumerable.Range(0, Samples).Select(n => Pair(team, named.Game, mediator, regret.Worst, new SeedStreams(seed).Stream("page", n)))],
            "in the simulator", Scene());
    }

    private static PlayedPair Pair(DoorwayTeam team, MarkovGame game, Mediator mediator, Deviation worst, SeedStream seed)
    {
        List<double[]> obeying = [], deviating = [];
        return new(team.Play(game, mediator, null, seed, obeying), team.Play(game, mediator, worst, seed, deviating), obeying, deviating);
    }

    private static DoorwayLearner Row(
        NamedGame named, DoorwayGame doorway, NamedMediator learner, DoorwayTeam team, SeedStream seed, int episodes, CancellationToken cancel)
    {
        var (game, mediator) = (named.Game, learner.Mediator);
        var gap = RegretGap.Of(game, doorway.Expert, mediator);
        var worst = gap.Learner.Worst;
        int other = 1 - worst.Agent;
        double[] obeyed = GameValues.Of(game, mediator), deviated = GameValues.Of(game, mediator, worst);
        double[][] played = [new double[episodes], new double[episodes]], gains = [new double[episodes], new double[episodes]];
        for (int n = 0; n < episodes; n++)
        {
            cancel.ThrowIfCancellationRequested();
            var before = team.Play(game, mediator, null, seed.Child("episode", n));
            var after = team.Play(game, mediator, worst, seed.Child("episode", n));
            for (int i = 0; i < 2; i++)
            {
                played[i][n] = before.Sum(step => step.Rewards[i]);
                gains[i][n] = after.Sum(step => step.Rewards[i]) - played[i][n];
            }
        }
        return new(learner.Name, gap.ValueGap,
            Enum.GetValues<DeviationClass>().ToDictionary(RegretTables.Name, kind => RegretGap.Of(game, doorway.Expert, mediator, kind).Gap),
            gap.Learner.Value > 1e-9 ? named.Names.Agents[worst.Agent] : null, gap.Learner.Value, MetricInterval.OfMean(gains[worst.Agent]),
            obeyed[other] - deviated[other], MetricInterval.OfMean([.. gains[other].Select(v => -v)]), obeyed,
            [.. played.Select(MetricInterval.OfMean)]);
    }

    private DeviationScene Scene()
    {
        double half = options.WallThickness / 2, gap = options.DoorWidth / 2;
        return new([-2.4, -1.7, 4.8, 3.4], [[-half, gap, 2 * half, 2], [-half, -gap - 2, 2 * half, 2]], options.Radius, options.StepsPerDecision);
    }
}
