using System.Security.Cryptography;
using System.Text;
using Forewarn.Core;

namespace Forewarn.Recording;

/// <summary>
/// Reads preference files of any origin: what a row cannot be used for is told per row, and the others are read. Files of
/// this program, paired data sets as TRL writes them (also with the losing column spelled <c>reject</c>), and single
/// completions with a label.
/// </summary>
public static class PreferenceReader
{
    /// <param name="needs">The method that is to learn from it; null takes whatever is sound.</param>
    /// <param name="policy">
    /// The policy that is to be tuned, as <c>name@sha256</c>: pairs of others are dropped, and log-probabilities are no longer
    /// asked for, since it can compute them. Null takes pairs of any.
    /// </param>
    /// <exception cref="ForewarnException">The file cannot be read.</exception>
    public static PreferenceRows Read(string path, PreferenceNeeds? needs = null, string? policy = null)
    {
        var (records, texts, unpaired) = (new List<PreferenceRecord>(), new List<TextPreference>(), new List<UnpairedPreference>());
        var dropped = new List<PreferenceDrop>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        int number = 0;
        foreach (string json in Lines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(json)) continue;
            var (line, fault, detail) = PreferenceLine.Parse(json);
            var found = line is null ? (fault, detail) : Find(line, needs, policy, known);
            if (found is { } wrong) dropped.Add(new(number, wrong.Item1, wrong.Item2));
            else if (line!.Record is { } record) records.Add(record);
            else if (line.Text is { } text) texts.Add(text);
            else unpaired.Add(line.Unpaired!);
        }
        return new() { Records = records, Texts = texts, Unpaired = unpaired, Dropped = dropped };
    }

    /// <summary>The rows of a method that has enough to learn from.</summary>
    /// <exception cref="ForewarnException">No row is of use to it; the message names a method that the file would do for.</exception>
    public static PreferenceRows Require(string path, PreferenceNeeds needs, string? policy = null)
    {
        var rows = Read(path, needs, policy);
        if (rows.Usable > 0) return rows;
        string found = rows.Dropped.Count == 0
            ? "no rows"
            : string.Join(", ", rows.Dropped.GroupBy(d => d.Reason).OrderByDescending(g => g.Count()).Select(g => $"{g.Count()} x {PreferenceWords.Of(g.Key)}"));
        throw ForewarnException.Of($"'{path}' for {needs.Method}", found, "rows that it can learn from", Advice(path, needs, policy, rows), ExitCode.Failed);
    }

    private static string Advice(string path, PreferenceNeeds needs, string? policy, PreferenceRows rows)
    {
        if (PreferenceNeeds.All.FirstOrDefault(n => n.Method != needs.Method && Read(path, n, policy).Usable > 0) is { } other)
            return $"'{other.Method}' could use this file.";
        return rows.Dropped.Count > 0 && rows.Dropped.All(d => d.Reason == PreferenceFault.Unpaired)
            ? "Put a good and a bad completion of one prompt together: 'dpo' could use such pairs."
            : "No other method could use it either.";
    }

    private static (PreferenceFault, string)? Find(PreferenceLine line, PreferenceNeeds? needs, string? policy, HashSet<string> known)
    {
        if (Mixed(line, "prompt_hash") is { } prompts) return (PreferenceFault.MixedPrompts, prompts);
        if (line.Record is { } record && PreferenceCheck.Find(record) is { } fault) return fault;
        if (line.Text is { } text)
        {
            if ((PreferenceCheck.Number("chosen_logp", text.ChosenLogp, "rejected_logp", text.RejectedLogp)
                ?? PreferenceCheck.Number("chosen_reward", text.ChosenReward, "rejected_reward", text.RejectedReward)) is { } number)
                return number;
            if (text.Chosen == text.Rejected) return (PreferenceFault.SamePlan, "the same text twice");
        }
        if (!known.Add(KeyOf(line))) return (PreferenceFault.Duplicate, "stands further up");
        if (policy is not null && line.Record is { } drawn && !SamePolicy(drawn.PolicyId, policy))
            return (PreferenceFault.ForeignPolicy, $"drawn by {drawn.PolicyId}");
        return needs is null ? null : Unfit(line, needs, scorable: policy is not null && line.Record is not null);
    }

    private static (PreferenceFault, string)? Unfit(PreferenceLine line, PreferenceNeeds needs, bool scorable)
    {
        if (line.Unpaired is not null) return (PreferenceFault.Unpaired, "one completion with a label");
        var (logp, reward, tie) = line.Record is { } r
            ? (r.ChosenLogp is not null && r.RejectedLogp is not null, r.ChosenReward is not null && r.RejectedReward is not null, r.Tie)
            : (line.Text!.ChosenLogp is not null && line.Text.RejectedLogp is not null,
                line.Text.ChosenReward is not null && line.Text.RejectedReward is not null, line.Text.Tie);
        if (tie && !needs.Ties) return (PreferenceFault.Tie, "neither side is better");
        if (needs.LogProbabilities && !logp && !scorable) return (PreferenceFault.NoLogProbabilities, "no chosen_logp or rejected_logp");
        if (needs.Rewards && !reward && !tie) return (PreferenceFault.NoRewards, "no chosen_reward or rejected_reward");
        if (!needs.Futures) return null;
        if (line.Record is null) return (PreferenceFault.MixedPrefixes, "no prefix_hash");
        if (Mixed(line, "prefix_hash") is { } prefixes) return (PreferenceFault.MixedPrefixes, prefixes);
        if (Mixed(line, "future_policy_id") is { } futures) return (PreferenceFault.MixedFutures, futures);
        return line.Record.FuturePolicyId == line.Record.PolicyId
            ? null
            : (PreferenceFault.MixedFutures, $"drawn by {line.Record.PolicyId}, continued by {line.Record.FuturePolicyId}");
    }

    /// <returns>How the sides, or a side and the row, differ in a column that they must share; null if they do not.</returns>
    private static string? Mixed(PreferenceLine line, string column)
    {
        string? chosen = line.OfSide("chosen", column), rejected = line.OfSide("rejected", column);
        string? whole = line.Row[column] is System.Text.Json.Nodes.JsonValue v && v.TryGetValue(out string? text) ? text : null;
        string[] said = [.. new[] { chosen, rejected, whole }.OfType<string>().Distinct()];
        return said.Length > 1 ? $"{column}: {said[0]} and {said[1]}" : null;
    }

    private static bool SamePolicy(string found, string wanted) =>
        found == wanted || (!wanted.Contains('@', StringComparison.Ordinal) && found.EndsWith('@' + wanted, StringComparison.Ordinal));

    private static string KeyOf(PreferenceLine line) => line switch
    {
        { Record: { } r } => r.Key(),
        { Text: { } t } => Hash($"text\0{t.Prompt}\0{t.Chosen}\0{t.Rejected}\0{t.Tie}"),
        { Unpaired: { } u } => Hash($"one\0{u.Prompt}\0{u.Completion}\0{u.Label}\0"
            + string.Join(' ', u.Plan?.Actions.SelectMany(a => a).Select(BitConverter.SingleToInt32Bits) ?? [])),
        _ => "",
    };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static IEnumerable<string> Lines(string path)
    {
        StreamReader reader;
        try
        {
            reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ForewarnException.Of($"'{path}'", fault.Message.TrimEnd('.'), "a file that can be read", "Name another one.", ExitCode.Usage, fault);
        }
        using (reader)
        {
            while (reader.ReadLine() is { } line) yield return line;
        }
    }
}
