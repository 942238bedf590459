using Forewarn.Core;

namespace Forewarn.Recording.Tests.Preferences;

public sealed class PreferenceMergeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_and_folders_become_one_file_with_every_judgment_once()
    {
        Write("a/one.jsonl", Records.Of(1), Records.Of(2), Records.Of(2));
        Write("a/deep/two.jsonl", Records.Of(2), Records.Of(3));
        Write("other.jsonl", Records.Of(4), Records.Of(5) with { LabelSource = "outcome" });
        File.AppendAllText(_folder.At("other.jsonl"), "{\"half\": ");
        string to = _folder.At("all.jsonl");
        Assert.Equal(new(3, 4, 2, 1, 1), PreferenceMerge.Run([_folder.At("a"), _folder.At("other.jsonl")], to));
        Assert.Equal([1f, 2f, 3f, 4f], PreferenceFile.Read(to).Select(r => r.Chosen.Actions[0][0]).Order());
        // A second run finds nothing new, and the file itself is no source.
        Assert.Equal(0, PreferenceMerge.Run([_folder.Path], to).Added);
        Assert.Equal(4, PreferenceFile.Read(to).Count);
    }

    [Fact]
    public void A_wish_and_a_number_limit_what_is_taken()
    {
        var prompt = new PreferencePrompt("by the rim", "sha256:01", "sha256:02");
        Write("one.jsonl", Records.Of(1), Records.Of(2) with { Prompt = prompt, PromptHash = PreferenceRecord.Hash(prompt) }, Records.Of(3), Records.Of(4));
        var totals = PreferenceMerge.Run([_folder.At("one.jsonl")], _folder.At("to.jsonl"), "by the handle", 2);
        Assert.Equal((2, 1), (totals.Added, totals.Others));
        Assert.Equal([1f, 3f], PreferenceFile.Read(_folder.At("to.jsonl")).Select(r => r.Chosen.Actions[0][0]));
    }

    [Fact]
    public void A_source_that_does_not_exist_is_told()
    {
        Assert.Contains("nowhere", Assert.Throws<ForewarnException>(() => PreferenceMerge.Run([_folder.At("nowhere")], _folder.At("to.jsonl"))).Message,
            StringComparison.Ordinal);
    }

    private void Write(string name, params PreferenceRecord[] records)
    {
        using var file = new PreferenceFile(_folder.At(name));
        foreach (var record in records) file.Add(record);
    }
}
