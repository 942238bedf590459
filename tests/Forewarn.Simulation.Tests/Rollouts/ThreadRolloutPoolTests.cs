using CsCheck;
using Forewarn.Core;
using Forewarn.Simulation.Rollouts;

namespace Forewarn.Simulation.Tests.Rollouts;

public sealed class ThreadRolloutPoolTests
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public void Results_come_in_job_order_and_do_not_show_the_number_of_workers() =>
        Gen.Select(Gen.Int[0, 40], Gen.ULong).Sample((jobs, seed) =>
        {
            var batch = Batch(jobs, seed);
            double[][] one = Figures(new ThreadRolloutPool(1, new Sums()), batch);
            Assert.Equal(jobs, one.Length);
            foreach (int workers in new[] { 2, 5 }) Assert.Equal(one, Figures(new ThreadRolloutPool(workers, new Sums()), batch));
        }, iter: 20);

    [Fact]
    public async Task Every_job_reaches_a_worker_whole()
    {
        var batch = new RolloutBatch("sums", [new RolloutJob(7, new float[] { 1, 2, 4 }, new byte[] { 5 })]) { Shared = new byte[] { 100 } };
        var result = Assert.Single(await new ThreadRolloutPool(3, new Sums()).RunAsync(batch, Test).ToArrayAsync(Test));
        Assert.Equal([7 + 5 + 100, new SeedStream(7).NextDouble()], result.Figures);
        Assert.Equal([5, 100], result.Payload.ToArray());
        Assert.Equal(0, result.Index);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task The_first_failing_job_is_named_after_all_earlier_results(int workers)
    {
        var kind = new RolloutKind("fragile", (job, _) => job.Seed is 13 or 15
            ? throw new InvalidOperationException($"seed {job.Seed} is unlucky.") : new RolloutResult([job.Seed]));
        var batch = new RolloutBatch("fragile", [.. Enumerable.Range(10, 20).Select(s => new RolloutJob((ulong)s))]);
        var received = new List<double>();
        var fault = await Assert.ThrowsAsync<ForewarnException>(async () =>
        {
            await foreach (var result in new ThreadRolloutPool(workers, kind).RunAsync(batch, Test)) received.Add(result.Figures[0]);
        });
        Assert.Equal([10, 11, 12], received);
        Assert.Equal("job 3 of 20 ('fragile', seed 13) failed: seed 13 is unlucky.", fault.Message);
    }

    [Fact]
    public async Task A_worker_that_cannot_be_made_fails_its_job_with_the_workers_own_exit_code()
    {
        var kind = new RolloutKind("broken", _ => throw ForewarnException.Of("engine", "none", "one", "Install it.", ExitCode.Environment));
        var fault = await Assert.ThrowsAsync<ForewarnException>(
            async () => await new ThreadRolloutPool(2, kind).RunAsync(new("broken", [new(1), new(2)]), Test).ToArrayAsync(Test));
        Assert.Equal(ExitCode.Environment, fault.ExitCode);
        Assert.Contains("job 0 of 2", fault.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Canceling_stops_jobs_under_way_and_ends_every_worker(int workers)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Test);
        var census = new Census();
        var kind = census.Kind((job, stop) =>
        {
            if (job.Seed >= 2)
            {
                cancel.Cancel();
                stop.WaitHandle.WaitOne();
                stop.ThrowIfCancellationRequested();
            }
            return new RolloutResult([job.Seed]);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var result in new ThreadRolloutPool(workers, kind).RunAsync(census.Batch(50), cancel.Token)) Assert.InRange(result.Index, 0, 1);
        });
        Assert.Equal(census.Made, census.Ended);
        Assert.InRange(census.Made, 1, workers);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Workers_wait_for_a_slow_reader_and_end_when_it_leaves(int workers)
    {
        var census = new Census();
        var kind = census.Kind((job, _) => new RolloutResult([job.Seed]));
        await foreach (var result in new ThreadRolloutPool(workers, kind).RunAsync(census.Batch(10_000), Test))
        {
            await Task.Delay(20, Test);
            if (result.Index == 2) break;
        }
        Assert.Equal(census.Made, census.Ended);
        // Three read, one in the channel, one on its way into it, and four waiting per worker.
        Assert.InRange(census.Jobs, 3, 5 + 4 * workers);
    }

    [Fact]
    public async Task Wrong_orders_are_refused()
    {
        var unknown = await Assert.ThrowsAsync<ForewarnException>(
            async () => await new ThreadRolloutPool(1, new Sums()).RunAsync(new("sum", []), Test).ToArrayAsync(Test));
        Assert.Contains("'sum', wanted one of sums", unknown.Message);
        Assert.Throws<ForewarnException>(() => new ThreadRolloutPool(0, new Sums()));
    }

    private static RolloutBatch Batch(int jobs, ulong seed) => new("sums",
        [.. Enumerable.Range(0, jobs).Select(j => new RolloutJob(seed + (ulong)j, new float[] { j, 1 }, new byte[] { (byte)j }))])
    {
        Shared = new byte[] { 1, 2 },
    };

    private static double[][] Figures(IRolloutPool pool, RolloutBatch batch)
    {
        var results = pool.RunAsync(batch, Test).ToBlockingEnumerable(Test).ToArray();
        Assert.Equal(Enumerable.Range(0, batch.Jobs.Count), results.Select(r => r.Index));
        return [.. results.Select(r => r.Figures.ToArray())];
    }

    /// <summary>Adds up what it is given and draws one number of the seed.</summary>
    private sealed class Sums : IRolloutKind
    {
        public string Name => "sums";

        public IRolloutWorker Open(ReadOnlyMemory<byte> shared) => new Worker(shared.ToArray());

        private sealed class Worker(byte[] shared) : IRolloutWorker
        {
            public RolloutResult Run(RolloutJob job, CancellationToken cancel)
            {
                // Jobs of unlike length finish out of order.
                Thread.SpinWait((int)(job.Seed % 7) * 2000);
                double sum = job.Parameters.ToArray().Sum() + job.Payload.ToArray().Sum(b => b) + shared.Sum(b => b);
                return new([sum, new SeedStream(job.Seed).NextDouble()], (byte[])[.. job.Payload.Span, .. shared]);
            }

            public void Dispose()
            {
            }
        }
    }

    /// <summary>Counts workers and jobs.</summary>
    private sealed class Census
    {
        private int _made, _ended, _jobs;

        public int Made => _made;

        public int Ended => _ended;

        public int Jobs => _jobs;

        public RolloutBatch Batch(int jobs) => new("counted", [.. Enumerable.Range(0, jobs).Select(j => new RolloutJob((ulong)j))]);

        public IRolloutKind Kind(Func<RolloutJob, CancellationToken, RolloutResult> run)
        {
            return new RolloutKind("counted", _ =>
            {
                Interlocked.Increment(ref _made);
                return new Worker(this, run);
            });
        }

        private sealed class Worker(Census census, Func<RolloutJob, CancellationToken, RolloutResult> run) : IRolloutWorker
        {
            public RolloutResult Run(RolloutJob job, CancellationToken cancel)
            {
                Interlocked.Increment(ref census._jobs);
                return run(job, cancel);
            }

            public void Dispose() => Interlocked.Increment(ref census._ended);
        }
    }
}
