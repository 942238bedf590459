using Forewarn.Messages;

namespace Forewarn.RosBridge.Rcldotnet;

/// <param name="bound">Most bytes; 0 for no bound.</param>
internal sealed class TextCodec(int bound) : ItemCodec<string>
{
    public override int Least => 4;

    public override string Read(ref CdrReader reader, string known) => reader.ReadString(known, bound);

    public override void Write(CdrWriter writer, string item) => writer.Write(item, bound);
}
