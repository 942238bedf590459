using System.Buffers.Binary;
using System.Diagnostics;
using Forewarn.Core;
using Forewarn.Messages;

namespace Forewarn.Recording.Tests.Rosbag;

public sealed class BagRecorderTests
{
    private static readonly Topic s_other = Samples.Joints with { Name = "/other" };

    [Fact]
    public void What_passes_is_in_the_bag()
    {
        using var scratch = new Scratch();
        var options = new BagRecorderOptions { Bag = new() { Session = new Dictionary<string, string> { ["wish"] = "the mug" } } };
        using (var recorder = new BagRecorder(scratch.At("bag"), TimeProvider.System, options))
        {
            foreach (var (topic, log, publish, data) in Samples.Run(2000)) Assert.True(recorder.Take(recorder.Open(topic), log, publish, data));
            recorder.Open(s_other);
            recorder.Dispose();
            Assert.Equal((2000L, 0L, null), (recorder.Written, recorder.Dropped, recorder.Failure));
            Assert.Equal(500, recorder.Topics[0].Written);
            Assert.Equal(Samples.Run(2000).Where(one => one.Topic == Samples.Image).Sum(one => one.Data.Length), recorder.Topics[0].Bytes);
        }

        using var reader = BagReader.Open(scratch.At("bag"));
        Assert.Equal(Samples.Run(2000).Select(one => (one.Topic.Name, one.LogTime, one.PublishTime, Convert.ToHexString(one.Data))),
            reader.Messages().Select(one => (one.Topic.Name, one.LogTime, one.PublishTime, Convert.ToHexString(one.Data.Span))));
        Assert.Equal("the mug", reader.Metadata["forewarn"]["wish"]);
        Assert.False(reader.Metadata.ContainsKey(BagRecorder.DroppedRecord));
        Assert.Equal(0, reader.Find("/other")!.MessageCount);
        Assert.Empty(reader.Damages);
    }

    [Fact]
    public void The_same_name_is_the_same_topic()
    {
        using var scratch = new Scratch();
        using var recorder = new BagRecorder(scratch.At("bag"), TimeProvider.System);
        Assert.Equal([0, 1, 0], [recorder.Open(Samples.Text), recorder.Open(s_other), recorder.Open(Samples.Text with { Qos = QosProfile.Clock })]);
        Assert.False(recorder.Take(2, 0, 0, []));
        Assert.False(recorder.Take(-1, 0, 0, []));
    }

    [Fact]
    public void Taking_allocates_nothing()
    {
        using var scratch = new Scratch();
        using var recorder = new BagRecorder(scratch.At("bag"), TimeProvider.System);
        int topic = recorder.Open(Samples.Image);
        byte[] data = new byte[2000];
        for (int i = 0; i < 100; i++) recorder.Take(topic, i, i, data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20_000; i++) recorder.Take(topic, i, i, data);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Behind_a_disk_that_hangs_it_drops_and_counts()
    {
        using var scratch = new Scratch();
        var stream = new FlawedStream();
        var bag = new BagWriter(scratch.At("bag"), null, _ => stream);
        byte[] file;
        using (var recorder = new BagRecorder(bag, TimeProvider.System, new() { RingBytes = 1 << 16 }))
        {
            int joints = recorder.Open(Samples.Joints), other = recorder.Open(s_other);
            stream.Gate.Reset();
            int taken = 0, slow = 0;
            for (int i = 0; i < 1000; i++)
            {
                long start = Stopwatch.GetTimestamp();
                if (recorder.Take(i % 2 == 0 ? joints : other, i, i, new byte[1000])) taken++;
                if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromMilliseconds(50)) slow++;
            }

            Assert.InRange(taken, 10, 200);
            Assert.InRange(slow, 0, 5);
            Assert.Equal(1000 - taken, recorder.Dropped);
            Assert.Equal(recorder.Dropped, recorder.Topics[joints].Dropped + recorder.Topics[other].Dropped);
            Assert.False(recorder.Take(joints, 0, 0, new byte[1 << 17]));
            stream.Gate.Set();
            recorder.Dispose();
            Assert.Equal(taken, recorder.Written);
            file = stream.ToArray();
            using var reader = McapFiles.Read(file);
            Assert.Equal(taken, reader.Messages().Count());
            var dropped = Assert.Single(reader.Metadata, metadata => metadata.Name == BagRecorder.DroppedRecord).Values;
            Assert.Equal($"{recorder.Topics[joints].Dropped}", dropped["/joint_states"]);
            Assert.Equal($"{recorder.Topics[other].Dropped}", dropped["/other"]);
            Assert.Empty(reader.Damages);
        }
    }

    [Fact]
    public void Threads_do_not_disturb_each_other()
    {
        const int Threads = 4, Each = 20_000;
        using var scratch = new Scratch();
        using var recorder = new BagRecorder(scratch.At("bag"), TimeProvider.System, new() { RingBytes = 1 << 16 });
        int[] topics = [.. Enumerable.Range(0, Threads).Select(i => recorder.Open(Samples.Joints with { Name = $"/t{i}" }))];
        var taken = new List<int>[Threads];
        var workers = topics.Select(topic => new Thread(() =>
        {
            var seed = new SeedStream((ulong)topic + 1);
            taken[topic] = [];
            byte[] data = new byte[1500];
            for (int i = 0; i < Each; i++)
            {
                int length = 8 + seed.Next(i % 50 == 0 ? 1400 : 90);
                Array.Fill(data, (byte)(i + topic), 0, length);
                BinaryPrimitives.WriteInt32LittleEndian(data, length);
                if (recorder.Take(topic, i, topic, data.AsSpan(0, length))) taken[topic].Add(i);
            }
        })).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        recorder.Dispose();
        Assert.Equal(Threads * Each, recorder.Written + recorder.Dropped);
        using var reader = BagReader.Open(scratch.At("bag"));
        for (int topic = 0; topic < Threads; topic++)
        {
            var found = new List<int>();
            foreach (var message in reader.Messages(new HashSet<string> { $"/t{topic}" }))
            {
                int i = (int)message.LogTime;
                Assert.Equal((topic, message.Data.Length), ((int)message.PublishTime, BinaryPrimitives.ReadInt32LittleEndian(message.Data.Span)));
                Assert.True(message.Data.Span[4..].IndexOfAnyExcept((byte)(i + topic)) < 0);
                found.Add(i);
            }

            Assert.Equal(taken[topic], found);
            Assert.Equal(taken[topic].Count, recorder.Topics[topic].Written);
        }
    }

    [Fact]
    public async Task A_disk_that_fails_ends_the_recording_alone()
    {
        using var scratch = new Scratch();
        var stream = new FlawedStream(room: 100_000);
        var bag = new BagWriter(scratch.At("bag"), null, _ => stream);
        var told = new TaskCompletionSource<string>();
        using (var recorder = new BagRecorder(bag, TimeProvider.System))
        {
            recorder.Failed += told.SetResult;
            int topic = recorder.Open(Samples.Image);
            var watch = Stopwatch.StartNew();
            while (recorder.Failure is null && watch.Elapsed < TimeSpan.FromSeconds(20)) recorder.Take(topic, 1, 1, new byte[5000]);
            Assert.Contains("No space left", recorder.Failure, StringComparison.Ordinal);
            Assert.Equal(recorder.Failure, await told.Task.WaitAsync(TimeSpan.FromSeconds(10)));
            long dropped = recorder.Dropped;
            Assert.False(recorder.Take(topic, 1, 1, new byte[10]));
            Assert.Equal(dropped + 1, recorder.Dropped);
        }

        // What was there before is readable, and nothing claims more.
        using var reader = McapFiles.Read(stream.ToArray());
        Assert.InRange(reader.MessageCount, 0, 20);
        Assert.False(File.Exists(scratch.At("bag/metadata.yaml")));
    }

    [Fact]
    public void A_full_disk_is_told_at_the_start()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no /dev/full");
        using var scratch = new Scratch();
        var fault = Assert.Throws<ForewarnException>(() =>
            new BagWriter(scratch.At("bag"), null, _ => new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0)));
        Assert.Contains("No space left", fault.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Environment, fault.ExitCode);
        Assert.False(Directory.Exists(scratch.At("bag")));
    }
}
