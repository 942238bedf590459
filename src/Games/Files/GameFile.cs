using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>Games as JSON files, format <c>forewarn-game/1</c>: names, sparse transitions, rewards, mediators.</summary>
public static class GameFile
{
    private const string Fix = "Correct the game's file.";

    /// <param name="horizon">Instead of the file's own; null keeps that.</param>
    /// <exception cref="ForewarnException">No such file, not this format, or no game: the message names the row.</exception>
    public static NamedGame Read(string path, int? horizon = null) => Parse(ReadBytes(path), path, horizon);

    /// <param name="where">Path of the file, for messages.</param>
    /// <inheritdoc cref="Read"/>
    public static NamedGame Parse(ReadOnlySpan<byte> json, string where, int? horizon = null)
    {
        var document = JsonText.Parse<GameDocument>(json, where, GameDocument.Form, Fix);
        RequireFormat(where, document.Format, GameDocument.Current);
        var names = new GameNames([.. document.Agents.Select(a => a.Name)], [.. document.Agents.Select(a => a.Actions)], document.States);
        var rows = Rows(document, names, where);
        int steps = horizon ?? document.Horizon;
        var game = new MarkovGame(
            steps, names.Joint, Distribution(document.Initial, names, $"{where}: initial"),
            (s, a) => rows[s, a].Next, (i, s, a) => rows[s, a].Rewards[i]);
        return new(document.Name, document.Summary, game, names,
        [
            .. (document.Mediators ?? []).Select(m => MediatorFile.Build(m.Key, m.Value, game, names, $"{where}: mediator '{m.Key}'",
                Math.Max(steps, document.Horizon))),
        ]);
    }

    /// <summary>Writes a game with its mediators, whole or not at all.</summary>
    /// <exception cref="ForewarnException">The file cannot be written.</exception>
    public static void Write(string path, NamedGame named)
    {
        var (game, names) = (named.Game, named.Names);
        var document = new GameDocument(
            GameDocument.Current, named.Name, game.Horizon,
            [.. names.Agents.Select((name, i) => new AgentDocument(name, [.. names.Actions[i]]))], [.. names.States],
            Enumerable.Range(0, game.States).Where(s => game.Initial[s] > 0).ToDictionary(s => names.States[s], s => game.Initial[s]),
            [.. from s in Enumerable.Range(0, game.States) from a in Enumerable.Range(0, names.Joint.Count) select Row(s, a)],
            named.Summary,
            named.Mediators.ToDictionary(m => m.Name, m => MediatorFile.Rows(game, names, m.Mediator)));
        AtomicFile.WriteText(path, JsonSerializer.Serialize(document, GameDocument.Form) + "\n");

        TransitionDocument Row(int s, int a) => new(
            names.States[s], [.. names.JointNames(a)],
            game.Next(s, a).ToArray().ToDictionary(o => names.States[o.State], o => o.Probability),
            [.. Enumerable.Range(0, game.Agents).Select(i => game.Reward(i, s, a))]);
    }

    internal static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ForewarnException.Of($"'{path}'", fault.Message.TrimEnd('.'), "a file that can be read", "Name another one.", ExitCode.Usage, fault);
        }
    }

    internal static void RequireFormat(string where, string found, string wanted)
    {
        if (found != wanted) throw ForewarnException.Of($"{where}: format", $"'{found}'", $"'{wanted}'", "Is this the right file?", ExitCode.Usage);
    }

    /// <summary>Shares by name as a distribution over states.</summary>
    internal static double[] Distribution(Dictionary<string, double> shares, GameNames names, string place)
    {
        var row = new double[names.States.Count];
        foreach (var (name, share) in shares) row[names.State(name, place)] = share;
        RequireShares(place, row);
        return row;
    }

    /// <exception cref="ForewarnException">A share that is negative or not finite, or a sum that is not 1.</exception>
    internal static void RequireShares(string place, ReadOnlySpan<double> shares)
    {
        double sum = 0;
        foreach (double share in shares)
        {
            if (!(share >= 0)) throw ForewarnException.Of(place, $"a share of {share}", "0 or more", Fix, ExitCode.Usage);
            sum += share;
        }
        if (!(Math.Abs(sum - 1) <= 1e-9)) throw ForewarnException.Of(place, $"shares that sum to {sum:R}", "1", Fix, ExitCode.Usage);
    }

    private static (Outcome[] Next, double[] Rewards)[,] Rows(GameDocument document, GameNames names, string where)
    {
        var rows = new (Outcome[] Next, double[] Rewards)[names.States.Count, names.Joint.Count];
        for (int r = 0; r < document.Transitions.Length; r++)
        {
            var row = document.Transitions[r];
            string place = $"{where}: transition {r + 1} ('{row.State}': {string.Join(", ", row.Actions)})";
            double[] next = Distribution(row.Next, names, place);
            Outcome[] outcomes = [.. next.Select((p, s) => new Outcome(s, p)).Where(o => o.Probability > 0)];
            RequireRewards(row.Rewards, names, place);
            foreach (int s in row.State == GameNames.Any ? Enumerable.Range(0, names.States.Count) : [names.State(row.State, place)])
                foreach (int a in names.JointsOf(row.Actions, place)) rows[s, a] = (outcomes, row.Rewards);
        }
        for (int s = 0; s < names.States.Count; s++)
            for (int a = 0; a < names.Joint.Count; a++)
                if (rows[s, a].Next is null)
                    throw ForewarnException.Of(
                        $"{where}: transition of '{names.States[s]}' under ({names.JointName(a)})", "none", "one", Fix, ExitCode.Usage);
        return rows;
    }

    private static void RequireRewards(double[] rewards, GameNames names, string place)
    {
        if (rewards.Length != names.Agents.Count)
            throw ForewarnException.Of($"{place}, rewards", $"{rewards.Length}", $"{names.Agents.Count}, one for every agent", Fix, ExitCode.Usage);
        for (int i = 0; i < rewards.Length; i++)
            if (!double.IsFinite(rewards[i]))
                throw ForewarnException.Of($"{place}, reward of agent '{names.Agents[i]}'", $"{rewards[i]}", "a finite number", Fix, ExitCode.Usage);
    }
}
