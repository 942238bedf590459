using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>Mediators as JSON files, format <c>forewarn-mediator/1</c>: shares of joint actions by state and step.</summary>
public static class MediatorFile
{
    private const string Fix = "Correct the mediator.";

    /// <exception cref="ForewarnException">No such file, not this format, or no mediator of the game: the message names the row.</exception>
    public static NamedMediator Read(string path, NamedGame named)
    {
        var document = JsonText.Parse<MediatorDocument>(GameFile.ReadBytes(path), path, GameDocument.Form, "Correct the mediator's file.");
        GameFile.RequireFormat(path, document.Format, MediatorDocument.Current);
        return Build(document.Name, document.Recommendations, named.Game, named.Names, path, named.Game.Horizon);
    }

    /// <summary>Writes a mediator, whole or not at all; equal recommendations of neighboring steps become one row.</summary>
    /// <exception cref="ForewarnException">The file cannot be written.</exception>
    public static void Write(string path, NamedGame named, NamedMediator mediator) => AtomicFile.WriteText(path, JsonSerializer.Serialize(
        new MediatorDocument(MediatorDocument.Current, mediator.Name, Rows(named.Game, named.Names, mediator.Mediator)), GameDocument.Form) + "\n");

    /// <param name="known">Steps that rows may name; those beyond the horizon have no effect.</param>
    internal static NamedMediator Build(
        string name, RecommendationDocument[] rows, MarkovGame game, GameNames names, string where, int known)
    {
        var table = new double[game.Horizon, game.States][];
        bool independent = rows.Length > 0;
        for (int r = 0; r < rows.Length; r++)
        {
            string place = $"{where}: recommendation {r + 1} ('{rows[r].State}')";
            double[] shares = Shares(rows[r], names, place);
            independent &= rows[r].Independent is not null;
            var (first, last) = Steps(rows[r].Steps, known, place);
            foreach (int s in rows[r].State == GameNames.Any ? Enumerable.Range(0, game.States) : [names.State(rows[r].State, place)])
                for (int h = first; h <= Math.Min(last, game.Horizon - 1); h++) table[h, s] = shares;
        }
        return new(name, Mediator.Of(game, (h, s) => table[h, s] ?? throw ForewarnException.Of(
            $"{where}: recommendation in '{names.States[s]}' at step {h}", "none", "one", Fix, ExitCode.Usage)), independent);
    }

    internal static RecommendationDocument[] Rows(MarkovGame game, GameNames names, Mediator mediator)
    {
        var rows = new List<RecommendationDocument>();
        for (int s = 0; s < game.States; s++)
            for (int h = 0; h < game.Horizon;)
            {
                int first = h;
                while (h < game.Horizon && mediator.At(h, s).SequenceEqual(mediator.At(first, s))) h++;
                bool always = first == 0 && h == game.Horizon;
                rows.Add(new(names.States[s], always ? null : [first, h - 1], Joint(mediator.At(first, s), names)));
            }
        return [.. rows];
    }

    private static ShareDocument[] Joint(ReadOnlySpan<double> shares, GameNames names)
    {
        var joint = new List<ShareDocument>();
        for (int a = 0; a < shares.Length; a++) if (shares[a] > 0) joint.Add(new([.. names.JointNames(a)], shares[a]));
        return [.. joint];
    }

    private static double[] Shares(RecommendationDocument row, GameNames names, string place)
    {
        if (row.Joint is null == row.Independent is null)
            throw ForewarnException.Of(place, row.Joint is null ? "neither" : "both", "\"joint\" or \"independent\" shares", Fix, ExitCode.Usage);
        var shares = new double[names.Joint.Count];
        if (row.Joint is not null)
        {
            foreach (var part in row.Joint)
            {
                var meant = names.JointsOf(part.Actions, place);
                foreach (int a in meant) shares[a] += part.Share / meant.Count;
            }
            GameFile.RequireShares(place, shares);
            return shares;
        }
        double[][] own = Own(row.Independent!, names, place);
        for (int a = 0; a < shares.Length; a++)
        {
            shares[a] = 1;
            for (int i = 0; i < own.Length; i++) shares[a] *= own[i][names.Joint.Of(a, i)];
        }
        return shares;
    }

    private static double[][] Own(Dictionary<string, double>[] agents, GameNames names, string place)
    {
        if (agents.Length != names.Agents.Count)
            throw ForewarnException.Of($"{place}, independent", $"{agents.Length}", $"{names.Agents.Count}, one for every agent", Fix, ExitCode.Usage);
        return [.. agents.Select((given, i) =>
        {
            var own = new double[names.Actions[i].Count];
            foreach (var (action, share) in given) own[names.Action(i, action, place)] = share;
            GameFile.RequireShares($"{place}, agent '{names.Agents[i]}'", own);
            return own;
        })];
    }

    private static (int First, int Last) Steps(int[]? steps, int known, string place)
    {
        if (steps is null) return (0, known - 1);
        return steps is [>= 0, var last] && steps[0] <= last && last < known ? (steps[0], last) : throw ForewarnException.Of(
            $"{place}, steps", $"[{string.Join(", ", steps)}]", $"first and last step within 0 to {known - 1}", Fix, ExitCode.Usage);
    }
}
