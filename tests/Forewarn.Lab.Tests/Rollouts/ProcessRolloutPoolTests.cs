using System.Diagnostics;
using Forewarn.Core;
using Forewarn.Lab.Rollouts;
using Forewarn.Lab.Verbs;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Rollouts;
using Forewarn.Simulation.Rollouts;

namespace Forewarn.Lab.Tests.Rollouts;

public sealed class ProcessRolloutPoolTests
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Processes_and_threads_agree_and_a_killed_process_loses_nothing()
    {
        var batch = Batch(12);
        double[][] threads = await Figures(new ThreadRolloutPool(1, RolloutKinds.All), batch);
        Assert.Equal(12, threads.Select(f => f[0]).Distinct().Count());
        using var pool = new ProcessRolloutPool(2);
        Assert.Equal(threads, await Figures(pool, batch));
        int[] before = [.. pool.Processes];
        Assert.Equal(2, before.Length);

        var received = new List<double[]>();
        await foreach (var result in pool.RunAsync(batch, Test))
        {
            received.Add([.. result.Figures]);
            if (result.Index != 1) continue;
            using var victim = Process.GetProcessById(before[0]);
            victim.Kill();
        }
        Assert.Equal(threads, received);
        // The other one lives on; the dead one has a successor if there was still work for it.
        Assert.Contains(before[1], pool.Processes);
    }

    [Fact]
    public async Task A_worker_that_dies_once_is_replaced()
    {
        string marker = Path.Combine(Directory.CreateTempSubdirectory("forewarn-pool-").FullName, "died");
        var own = OwnProgram.Start(RolloutWorkerVerb.Name);
        string line = string.Join(' ', own.ArgumentList.Prepend(own.FileName).Select(w => $"'{w}'"));
        using var pool = new ProcessRolloutPool(1, () => Shell($"if [ ! -e {marker} ]; then touch {marker}; exit 3; fi; exec {line}"));
        Assert.Equal(await Figures(new ThreadRolloutPool(1, RolloutKinds.All), Batch(2)), await Figures(pool, Batch(2)));
        Directory.Delete(Path.GetDirectoryName(marker)!, recursive: true);
    }

    [Theory]
    [InlineData("echo bad luck >&2; exit 3", "two worker processes died of it; of the second, it ended with code 3, saying: bad luck.")]
    [InlineData("echo no message at all; cat >/dev/null", "it wrote what is no message to its output")]
    public async Task A_job_that_two_workers_die_of_has_failed(string script, string message)
    {
        using var pool = new ProcessRolloutPool(1, () => Shell(script));
        var fault = await Assert.ThrowsAsync<ForewarnException>(() => Figures(pool, Batch(3)));
        Assert.StartsWith("job 0 of 3 ('policy-returns', seed 100) failed: ", fault.Message);
        Assert.Contains(message, fault.Message);
        Assert.Empty(pool.Processes);
    }

    [Fact]
    public async Task An_error_of_the_job_itself_is_not_tried_again_and_keeps_its_exit_code()
    {
        using var pool = new ProcessRolloutPool(1);
        var unknown = PolicyReturnsKind.Batch(new("hoper", [4], 1), Batch(1).Jobs);
        var fault = await Assert.ThrowsAsync<ForewarnException>(() => Figures(pool, unknown));
        Assert.Equal(ExitCode.Usage, fault.ExitCode);
        Assert.Contains("job 0 of 1", fault.Message);
        Assert.Contains("Unknown environment 'hoper'", fault.Message);
        // The same process is ready for the next batch.
        int process = Assert.Single(pool.Processes);
        Assert.Single(await Figures(pool, Batch(1)));
        Assert.Equal(process, Assert.Single(pool.Processes));
    }

    [Fact]
    public async Task Canceling_ends_the_processes()
    {
        using var pool = new ProcessRolloutPool(2, () => Shell("cat >/dev/null"));
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pool.RunAsync(Batch(4), cancel.Token).ToArrayAsync(Test));
        Assert.Empty(pool.Processes);
    }

    [Fact]
    public async Task A_program_that_does_not_start_is_named()
    {
        using var pool = new ProcessRolloutPool(1, () => new ProcessStartInfo("/nowhere/worker"));
        var fault = await Assert.ThrowsAsync<ForewarnException>(() => Figures(pool, Batch(1)));
        Assert.Equal(ExitCode.Environment, fault.ExitCode);
        Assert.Contains("/nowhere/worker", fault.Message);
    }

    [Fact]
    public async Task A_worker_ends_with_its_input_even_in_the_middle_of_a_job()
    {
        var start = OwnProgram.Start(RolloutWorkerVerb.Name);
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        using var worker = Process.Start(start)!;
        var endless = PolicyReturnsKind.Batch(new("hopper-v4", [4], int.MaxValue), Batch(1).Jobs);
        await worker.StandardInput.BaseStream.WriteAsync(RolloutWire.Open(endless.Kind, endless.Shared), Test);
        await worker.StandardInput.BaseStream.WriteAsync(RolloutWire.Job(0, endless.Jobs[0]), Test);
        await worker.StandardInput.BaseStream.FlushAsync(Test);
        Assert.False(worker.HasExited);
        worker.StandardInput.Close();
        await worker.WaitForExitAsync(Test).WaitAsync(TimeSpan.FromSeconds(60), Test);
    }

    private static RolloutBatch Batch(int jobs)
    {
        var net = new Mlp(new MlpShape(11, [4], 6), new SeedStream(3));
        return PolicyReturnsKind.Batch(
            new("hopper-v4", [4], 2), [.. Enumerable.Range(0, jobs).Select(j => new RolloutJob(100 + (ulong)j, net.Values.Select(v => v * (1 + j)).ToArray()))]);
    }

    private static async Task<double[][]> Figures(IRolloutPool pool, RolloutBatch batch) =>
        await pool.RunAsync(batch, Test).Select(r => r.Figures.ToArray()).ToArrayAsync(Test);

    private static ProcessStartInfo Shell(string script) => new("/bin/sh", ["-c", script]);
}
