using Forewarn.Core;
using Forewarn.Games;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Cli.Studies.RightOfWay;

/// <summary>The simulated doorway as a tabular game: situations and modes, fitted from counts of what happened.</summary>
internal sealed class DoorwayGame
{
    /// <summary>Actions of both robots, in the numbers of <see cref="DoorwayMode"/>.</summary>
    public static readonly JointActions Actions = new(2, 2);

    // Habits, one drawn for each robot and episode: the share of recommendations that it does not listen to, and whether it then
    // goes always or as a coin falls. What deviators and careless learners bring about has to be seen as well.
    private static readonly (double Astray, bool Insists)[] s_habits = [(0, false), (0, false), (0.3, false), (1, false), (1, true)];
    private readonly bool[] _shown;

    private DoorwayGame(MarkovGame game, GameCounts counts)
    {
        (Game, Counts, Names) = (game, counts, new GameNames(
            ["robot 0", "robot 1"], [["go", "wait"], ["go", "wait"]],
            [.. Enumerable.Range(0, DoorwaySituation.Count).Select(s => DoorwaySituation.At(s).ToString())]));
        Expert = Mediator.Always(game, Rule);
        double[][] visited = GameValues.Occupancy(game, Expert);
        _shown = [.. Enumerable.Range(0, game.States).Select(s => visited.Any(row => row[s] > 0))];
    }

    public MarkovGame Game { get; }

    public GameCounts Counts { get; }

    public GameNames Names { get; }

    /// <summary>Whose turn it is goes first, whoever has barged in; the other follows when the first is on its way out.</summary>
    public Mediator Expert { get; }

    /// <summary>The expert where it shows itself; elsewhere the way is left to whoever has barged in.</summary>
    public Mediator LetsThrough => Mediator.Always(Game, s => DoorwaySituation.At(s) switch
    {
        { Barged: true, Token: var token } when !_shown[s] => token == 0 ? 2 : 1,
        _ => Rule(s),
    });

    /// <summary>The expert where it shows itself; elsewhere anything.</summary>
    public Mediator Uniform
    {
        get
        {
            var anything = Mediator.Uniform(Game);
            return Mediator.Of(Game, (h, s) => (_shown[s] ? Expert : anything).At(h, s).ToArray());
        }
    }

    /// <summary>Situations that come about while all obey the expert.</summary>
    public int SituationsShown => _shown.Count(shown => shown);

    /// <summary>Plays episodes in which recommendations are followed to different degrees, and counts.</summary>
    /// <param name="horizon">Recommendations per episode.</param>
    public static DoorwayGame Fit(DoorwayOptions options, int episodes, int horizon, double smoothing, SeedStream seed)
    {
        var world = new DoorwayWorld(options);
        var counts = new GameCounts(Actions, DoorwaySituation.Count);
        for (int n = 0; n < episodes; n++)
        {
            var draws = seed.Child("astray", n);
            world.Reset(seed.Child("world", n));
            counts.Start(world.Situation.Index);
            (double Astray, bool Insists)[] habits = [s_habits[draws.Next(s_habits.Length)], s_habits[draws.Next(s_habits.Length)]];
            for (int h = 0; h < horizon && world.Situation.Index != DoorwaySituation.Done; h++)
            {
                int state = world.Situation.Index, joint = Rule(state);
                for (int i = 0; i < 2; i++)
                    if (draws.NextDouble() < habits[i].Astray) joint = Actions.With(joint, i, habits[i].Insists ? 0 : draws.Next(2));
                var rewards = world.Decide((DoorwayMode)Actions.Of(joint, 0), (DoorwayMode)Actions.Of(joint, 1));
                counts.Add(state, joint, rewards, world.Situation.Index);
            }
        }
        return new(counts.Game(horizon, smoothing), counts);
    }

    /// <summary>The game with names and all mediators, as a file holds it.</summary>
    /// <param name="learners">Besides the expert.</param>
    public NamedGame Named(IEnumerable<NamedMediator> learners) => new(
        "doorway-simulated", "two disc robots before a door for one, fitted from a simulator; zones are of robot 0 / robot 1", Game, Names,
        [new(NamedGame.Expert, Expert), .. learners]);

    // Joint actions are two bits, robot 0 first, 0 to go and 1 to wait.
    private static int Rule(int state)
    {
        var situation = DoorwaySituation.At(state);
        if (situation.Through(0) || situation.Through(1)) return 0;
        var (holder, other) = situation.Token == 0 ? (situation.Zone0, situation.Zone1) : (situation.Zone1, situation.Zone0);
        // From its bay the other takes longer to the door than the first takes out of it.
        if (holder == DoorwayZone.Exit && other == DoorwayZone.Bay) return 0;
        return situation.Token == 0 ? 1 : 2;
    }
}
