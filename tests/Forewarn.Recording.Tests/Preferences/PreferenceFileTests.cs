using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Recording.Tests.Preferences;

public sealed class PreferenceFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-preferences").FullName;

    private string File1 => Path.Combine(_folder, "deep", "labels.jsonl");

    [Fact]
    public void What_is_written_is_read_again()
    {
        PreferenceRecord record = Records.Of(0.25f);
        using (var file = new PreferenceFile(File1)) file.Add(record);
        PreferenceRecord again = PreferenceFile.Read(File1).Single();
        Assert.Equal(record.ToJson(), again.ToJson());
        Assert.Equal(ulong.MaxValue - 1, again.XKSeed);
        Assert.Equal([0.25f, 0.5f], again.Chosen.Actions[0]);
        Assert.Equal(record.Observations[0].Images[0].Png, again.Observations[0].Images[0].Png);
    }

    [Fact]
    public void Columns_have_the_names_of_the_layout()
    {
        using var json = JsonDocument.Parse(Records.Of(1).ToJson());
        string[] columns = [.. json.RootElement.EnumerateObject().Select(p => p.Name)];
        Assert.Equal(
            [
                "prompt", "prompt_hash", "chosen", "rejected", "chosen_logp", "rejected_logp", "policy_id", "precision", "reduction", "chosen_reward",
                "rejected_reward", "label_source", "labeler_id", "confidence", "margin", "tie", "episode_id", "replan_index", "prefix_hash",
                "future_policy_id", "x_K_seed", "observations", "actions", "provenance",
            ], columns);
        Assert.Equal(["task", "observation_ref", "history_ref"], json.RootElement.GetProperty("prompt").EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            ["actions", "chain", "narration", "mode", "mass", "sample", "outcome"],
            json.RootElement.GetProperty("chosen").EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void The_last_is_taken_back_and_only_what_was_added_here()
    {
        using (var before = new PreferenceFile(File1)) before.Add(Records.Of(1));
        using var file = new PreferenceFile(File1);
        Assert.Equal((1, 0), (file.Count, file.Added));
        Assert.False(file.Undo());
        file.Add(Records.Of(2));
        file.Add(Records.Of(3));
        Assert.True(file.Undo());
        Assert.Equal((2, 1), (file.Count, file.Added));
        Assert.Equal([1f, 2f], PreferenceFile.Read(File1).Select(r => r.Chosen.Actions[0][0]));
    }

    [Fact]
    public void A_half_line_of_a_crash_is_put_aside_not_continued()
    {
        using (var before = new PreferenceFile(File1)) before.Add(Records.Of(1));
        System.IO.File.AppendAllText(File1, "{\"prompt\": {\"task\": \"by the han");
        using (var file = new PreferenceFile(File1))
        {
            Assert.Equal(1, file.Count);
            file.Add(Records.Of(2));
        }
        Assert.Equal(2, PreferenceFile.Read(File1).Count);
        Assert.Contains("by the han", System.IO.File.ReadAllText(File1 + ".damaged"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_leaves_the_file_as_it_was()
    {
        var disk = new SmallDisk(capacity: Records.Of(1).ToJson().Length + 40);
        using var file = new PreferenceFile(disk, "small.jsonl");
        file.Add(Records.Of(1));
        byte[] before = disk.ToArray();
        Assert.Contains("small.jsonl", Assert.Throws<ForewarnException>(() => file.Add(Records.Of(2))).Message, StringComparison.Ordinal);
        Assert.Equal(before, disk.ToArray());
        Assert.Equal((1, 1), (file.Count, file.Added));
        Assert.True(file.Undo());
        Assert.Equal(0, disk.Length);
    }

    [Fact]
    public void Two_writers_are_one_too_many()
    {
        using var file = new PreferenceFile(File1);
        Assert.Throws<ForewarnException>(() => new PreferenceFile(File1));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"prompt\": null}")]
    public void A_line_that_is_no_record_is_named(string line)
    {
        using (var file = new PreferenceFile(File1)) file.Add(Records.Of(1));
        System.IO.File.AppendAllText(File1, line + "\n");
        Assert.Contains("line 2", Assert.Throws<ForewarnException>(() => PreferenceFile.Read(File1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_that_cannot_be_are_refused()
    {
        PreferenceRecord good = Records.Of(1);
        Assert.Throws<ForewarnException>(() => PreferenceRecord.Parse((good with { Rejected = good.Chosen }).ToJson()));
        Assert.Throws<ForewarnException>(() => PreferenceRecord.Parse((good with { PromptHash = "00" }).ToJson()));
        Assert.Throws<ForewarnException>(() => PreferenceRecord.Parse((good with { Chosen = new([]) }).ToJson()));
        Assert.Throws<ForewarnException>(() => PreferenceRecord.Parse((good with { Chosen = new([[1], [1, 2]]) }).ToJson()));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class SmallDisk(int capacity) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            int room = (int)Math.Min(buffer.Length, capacity - Position);
            base.Write(buffer[..Math.Max(0, room)]);
            if (room < buffer.Length) throw new IOException("No space left on device");
        }
    }
}
