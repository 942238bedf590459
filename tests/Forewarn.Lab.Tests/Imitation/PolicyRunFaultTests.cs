using System.Runtime.InteropServices;
using Forewarn.Learning.Imitation;
using Forewarn.Recording.SafeTensors;

namespace Forewarn.Lab.Tests.Imitation;

/// <summary>What is wrong is said in one line, and leaves nothing behind.</summary>
[Collection(ImitationCollection.Name)]
public sealed class PolicyRunFaultTests(SmallRuns runs)
{
    [Theory]
    [InlineData("train sac --env hoper-v4", "'hoper-v4'", "Did you mean 'hopper-v4'?")]
    [InlineData("train sac", "--env", "the name of a task")]
    [InlineData("train sca --env hopper-v4", "sac")]
    [InlineData("train sac --env hopper-v4 --step 5", "--step", "--steps")]
    [InlineData("train sac --env hopper-v4 sac.gama=1", "sac.gama", "gamma")]
    [InlineData("train sac --env hopper-v4 sac.gamma=1", "gamma", "below 1")]
    [InlineData("train sac --env hopper-v4 lop.steps=1", "'lop'", "loop")]
    [InlineData("train sac --env hopper-v4 --hidden 64,x", "--hidden", "64,64")]
    [InlineData("train sac --env hopper-v4 --hidden 0", "--hidden")]
    [InlineData("train sac --env hopper-v4 --steps 0", "steps", "at least 1")]
    [InlineData("train sac --env hopper-v4 --misspecify gaer=0.5", "gaer", "gear")]
    [InlineData("train sac --env hopper-v4 --misspecify gear=much", "'much'", "a number")]
    [InlineData("train sac --env hopper-v4 --misspecify gear.knee=0.5", "knee")]
    [InlineData("train sac --config no-such", "no-such")]
    [InlineData("train mm --env hopper-v4", "expert data of mm", "--expert")]
    [InlineData("train mm --env hopper-v4 --expert nowhere.safetensors", "nowhere.safetensors")]
    [InlineData("train bc --env hopper-v4", "--expert", "collect demos")]
    [InlineData("train dagger --env hopper-v4", "--policy")]
    [InlineData("train dagger --env hopper-v4 --policy nowhere", "nowhere", "script:NAME")]
    [InlineData("train dagger --env hopper-v4 --policy script:juggle", "juggle")]
    [InlineData("train sac --resume nowhere", "nowhere", "search.json")]
    public Task A_line_that_is_wrong_is_explained(string line, params string[] parts) => Refused(line.Split(' '), parts);

    [Fact]
    public Task Early_ends_must_be_allowed() => Refused(
        ["train", "mm", "--env", "hopper-v4", "--expert", runs.Data], "mm on hopper-v4", "end early", "constant reward");

    [Fact]
    public Task Offline_data_are_asked_for() => Refused(
        ["train", "guitar", "--env", "hopper-v4", "--allow-variable-lengths", "--expert", runs.Data], "offline data of guitar", "--offline");

    [Fact]
    public Task Data_of_another_task_are_refused() => Refused(
        ["train", "bc", "--env", "walker2d-v4", "--expert", runs.Data], "one of hopper-v4", "one of walker2d-v4");

    [Fact]
    public Task More_transitions_than_there_are_are_refused() => Refused(
        ["train", "bc", "--env", "hopper-v4", "--expert", runs.Data, "method.expert_size=61"], "61", "1 to 60");

    [Theory]
    [InlineData("nan", "NaN in actions")]
    [InlineData("width", "states of 10 and actions of 3", "11 and 3")]
    [InlineData("rows", "rows of rewards")]
    [InlineData("quality", "quality", "expert, offline tremble P or scripted NAME")]
    [InlineData("cut", "broken.safetensors")]
    public async Task Broken_data_are_refused_by_every_reader(string fault, params string[] parts)
    {
        string file = runs.New("broken.safetensors");
        Break(file, fault);
        foreach (string[] line in new[]
        {
            ["train", "bc", "--env", "hopper-v4", "--expert", file],
            ["train", "mm", "--env", "hopper-v4", "--allow-variable-lengths", "--expert", file],
            ["train", "guitar", "--env", "hopper-v4", "--allow-variable-lengths", "--expert", runs.Data, "--offline", file],
            new[] { "diagnose", "demos", file },
        }) await Refused(line, parts);
    }

    [Fact]
    public async Task A_run_goes_on_as_what_it_is()
    {
        string folder = runs.Expert.Folder;
        await Refused(["train", "td3", "--resume", folder], "one of train sac", "one of train td3");
        await Refused(["train", "sac", "--resume", folder, "--env", "walker2d-v4"], "--env beside --resume");
        await Refused(["train", "sac", "--resume", folder, "--config", "cup"], "--config beside --resume");
        await Refused(["train", "sac", "--resume", folder, "sac.hidden=[9]", "loop.steps=400"],
            "checkpoints/last.safetensors", "settings it was started with");
    }

    [Fact]
    public async Task A_data_set_that_changed_ends_the_run_that_used_it()
    {
        string file = runs.New("changing.safetensors");
        File.Copy(runs.Data, file, overwrite: true);
        string folder = (await SmallRuns.Train("mm", "--expert", file, "--allow-variable-lengths", "--minutes", "0.0000001")).Done().Folder;
        File.Copy(runs.Offline, file, overwrite: true);
        await Refused(["train", "mm", "--resume", folder], "changing.safetensors", "with which the run was started");
    }

    [Fact]
    public async Task A_data_set_is_never_written_over()
    {
        byte[] before = File.ReadAllBytes(runs.Data);
        await Refused(["collect", "demos", runs.Data, "--env", "hopper-v4", "--policy", runs.Expert.Folder, "-n", "5"], "a name that is free");
        Assert.Equal(before, File.ReadAllBytes(runs.Data));
    }

    [Theory]
    [InlineData("--env hoper --policy x -n 5", "hoper")]
    [InlineData("--env hopper-v4 --policy nowhere -n 5", "nowhere")]
    [InlineData("--env walker2d-v4 --policy EXPERT -n 5", "one for hopper-v4", "one for walker2d-v4")]
    [InlineData("--env hopper-v4 --policy EXPERT", "0 transitions and 0 episodes")]
    [InlineData("--env hopper-v4 --policy EXPERT -n 5 --tremble 2", "tremble", "0 to 1")]
    [InlineData("--env hopper-v4 --policy EXPERT -n 5 --tag superb", "'superb'")]
    [InlineData("--env hopper-v4 --policy EXPERT -n 5 --tag scripted", "no script plays")]
    public async Task A_collection_that_makes_no_sense_writes_nothing(string line, params string[] parts)
    {
        string file = runs.New("never.safetensors");
        await Refused(["collect", "demos", file, .. line.Replace("EXPERT", runs.Expert.Folder, StringComparison.Ordinal).Split(' ')], parts);
        Assert.False(File.Exists(file));
    }

    private async Task Refused(string[] line, params string[] parts)
    {
        int before = runs.Count;
        (await LabRun.Of(line)).Refused(parts);
        Assert.Equal(before, runs.Count);
    }

    private void Break(string path, string fault)
    {
        var (set, info, _) = TransitionFile.Read(runs.Data);
        int wide = fault == "width" ? 10 : 11, rows = fault == "rows" ? 59 : 60;
        float[] actions = set.Actions.ToArray();
        if (fault == "nan") actions[7] = float.NaN;
        TensorData[] tensors =
        [
            F32("states", set.States[..(60 * wide)], 60, wide), F32("actions", actions, 60, 3),
            F32("next_states", set.NextStates[..(60 * wide)], 60, wide),
            F32("rewards", set.Rewards[..rows], rows), F32("continues", set.Continues, 60),
            new("starts", TensorDtype.I64, [set.Starts.Count], MemoryMarshal.AsBytes<long>([.. set.Starts.Select(s => (long)s)]).ToArray()),
        ];
        using (var stream = File.Create(path))
        {
            SafeTensorsWriter.Write(stream, tensors, new Dictionary<string, string>
            {
                ["format"] = "forewarn-transitions/1", ["environment"] = info.Environment, ["policy"] = "x", ["seed"] = "1", ["command"] = "c",
                ["quality"] = fault == "quality" ? "superb" : "expert", ["returns"] = string.Join(' ', info.Returns),
            });
        }

        if (fault == "cut") File.WriteAllBytes(path, File.ReadAllBytes(path)[..^9]);
    }

    private static TensorData F32(string name, ReadOnlySpan<float> values, params long[] shape) =>
        new(name, TensorDtype.F32, shape, MemoryMarshal.AsBytes(values).ToArray());
}
