using System.Runtime.InteropServices;
using Forewarn.Core;
using Forewarn.Recording.SafeTensors;

namespace Forewarn.Recording.Tests.SafeTensors;

public sealed class SafeTensorsSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tensors_are_found_in_the_file_the_index_names()
    {
        Save("model-00001-of-00002.safetensors", "a", 1f);
        Save("model-00002-of-00002.safetensors", "b", 2f);
        Index("""{"metadata":{"total_size":8},"weight_map":{"a":"model-00001-of-00002.safetensors","b":"model-00002-of-00002.safetensors"}}""");
        using var set = SafeTensorsSet.Open(_folder.Path);
        Assert.Equal(["a", "b"], set.Names.Order());
        Assert.Equal([2f], set.ReadFloats("b"));
        Assert.Throws<ForewarnException>(() => set.Entry("c"));
    }

    [Fact]
    public void A_single_file_is_a_set_too()
    {
        Save("model.safetensors", "a", 3f);
        using var set = SafeTensorsSet.Open(_folder.Path);
        Assert.Equal([3f], set.ReadFloats("a"));
    }

    [Theory]
    [InlineData("""{"weight_map":{"b":"one.safetensors"}}""", "tensor 'b'")]
    [InlineData("""{"weight_map":{"a":"two.safetensors"}}""", "two.safetensors")]
    [InlineData("""{"weight_map":{"a":"../one.safetensors"}}""", "'../one.safetensors'")]
    [InlineData("""{"weight_map":{"a":"one.safetensors","a":"one.safetensors"}}""", "unreadable index")]
    [InlineData("""{"weight_map":{"a":7}}""", "unreadable index")]
    [InlineData("""{}""", "unreadable index")]
    public void A_wrong_index_is_refused(string index, string named)
    {
        Save("one.safetensors", "a", 1f);
        Index(index);
        Assert.Contains(named, Assert.Throws<ForewarnException>(() => SafeTensorsSet.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    private void Index(string text) => File.WriteAllText(_folder.At(SafeTensorsSet.IndexName), text);

    private void Save(string file, string name, float value)
    {
        using var stream = File.Create(_folder.At(file));
        SafeTensorsWriter.Write(stream, [new(name, TensorDtype.F32, [1], MemoryMarshal.AsBytes<float>([value]).ToArray())], new Dictionary<string, string>());
    }
}
