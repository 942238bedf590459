using System.Reflection;
using Forewarn.Messages;

namespace Forewarn.RosBridge.Rcldotnet;

internal sealed class SingleField<TMessage, T>(PropertyInfo property, ItemCodec<T> items) : FieldCodec<TMessage, T>(property)
{
    public override void Read(TMessage message, ref CdrReader reader) => Set(message, items.Read(ref reader, Get(message)));

    public override void Write(TMessage message, CdrWriter writer) => items.Write(writer, Get(message));
}
