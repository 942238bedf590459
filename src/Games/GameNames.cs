using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>What the numbers of a game are called, for people and files.</summary>
public sealed class GameNames
{
    /// <summary>Stands for every state, or every action of an agent, in a file.</summary>
    public const string Any = "*";

    /// <param name="agents"><c>[m]</c>.</param>
    /// <param name="actions">Of every agent.</param>
    /// <param name="states"><c>[S]</c>.</param>
    /// <exception cref="ForewarnException">A name that is empty, taken twice, or means all.</exception>
    public GameNames(IReadOnlyList<string> agents, IReadOnlyList<IReadOnlyList<string>> actions, IReadOnlyList<string> states)
    {
        (Agents, Actions, States) = (agents, actions, states);
        Require("agent", agents);
        Require("state", states);
        for (int i = 0; i < actions.Count; i++) Require($"action of agent '{agents[i]}'", actions[i]);
        Joint = new JointActions([.. actions.Select(a => a.Count)]);
    }

    public IReadOnlyList<string> Agents { get; }

    public IReadOnlyList<IReadOnlyList<string>> Actions { get; }

    public IReadOnlyList<string> States { get; }

    public JointActions Joint { get; }

    /// <summary>Numbers instead of names, for a game that has none.</summary>
    public static GameNames Numbered(MarkovGame game) => new(
        [.. Enumerable.Range(0, game.Agents).Select(i => $"agent {i}")],
        [.. game.Actions.Counts.Select(n => Enumerable.Range(0, n).Select(a => $"{a}").ToArray())],
        [.. Enumerable.Range(0, game.States).Select(s => $"{s}")]);

    /// <summary>A joint action as <c>go, wait</c>.</summary>
    public string JointName(int joint) => string.Join(", ", JointNames(joint));

    /// <summary>What a joint action asks of every agent, <c>[m]</c>.</summary>
    public IReadOnlyList<string> JointNames(int joint) => [.. Actions.Select((names, i) => names[Joint.Of(joint, i)])];

    /// <param name="place">Where the name stood, for messages.</param>
    /// <exception cref="ForewarnException">No such state; the nearest one is named.</exception>
    public int State(string name, string place) => Find(States, name, $"{place}, state");

    /// <inheritdoc cref="State"/>
    public int Action(int agent, string name, string place) => Find(Actions[agent], name, $"{place}, action of agent '{Agents[agent]}'");

    /// <summary>Joint actions that a list of names means, <see cref="Any"/> for any action.</summary>
    /// <param name="names"><c>[m]</c>.</param>
    /// <exception cref="ForewarnException">Another number of names, or one that does not exist.</exception>
    public IReadOnlyList<int> JointsOf(IReadOnlyList<string> names, string place)
    {
        if (names.Count != Agents.Count)
            throw ForewarnException.Of(
                $"{place}, actions", $"{names.Count}", $"{Agents.Count}, one for every agent", "Correct the row.", ExitCode.Usage);
        int[] wanted = [.. names.Select((name, i) => name == Any ? -1 : Action(i, name, place))];
        return [.. Enumerable.Range(0, Joint.Count).Where(a => wanted.Select((w, i) => w < 0 || Joint.Of(a, i) == w).All(fits => fits))];
    }

    private static int Find(IReadOnlyList<string> known, string name, string place)
    {
        for (int i = 0; i < known.Count; i++) if (known[i] == name) return i;
        throw ForewarnException.Of(place, $"'{name}'", "a name that was declared", NearestName.Advice(name, [.. known]), ExitCode.Usage);
    }

    private static void Require(string kind, IReadOnlyList<string> names)
    {
        if (names.Count == 0) throw ForewarnException.Of($"{kind} names", "none", "at least one", "Correct the game.", ExitCode.Usage);
        var seen = new HashSet<string>();
        foreach (string name in names)
            if (string.IsNullOrWhiteSpace(name) || name == Any || !seen.Add(name))
                throw ForewarnException.Of(
                    $"{kind} names", $"'{name}'", $"names that differ, none of them empty or '{Any}'", "Rename it.", ExitCode.Usage);
    }
}
