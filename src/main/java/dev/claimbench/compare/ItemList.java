package dev.claimbench.compare;

import dev.claimbench.text.PackedList;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes a run's items one by one; of a large run they are packed. */
final class ItemList implements PackedList.Format<Item> {
  private static final int FEW = 4_000;

  private final List<Item> waiting = new ArrayList<>();
  private final PackedList.Builder<Item> packed = new PackedList.Builder<>(this);
  private int size;

  void add(Item item) {
    waiting.add(item);
    size++;
    if (waiting.size() > FEW) {
      waiting.forEach(packed::add);
      waiting.clear();
    }
  }

  /**
   * All of them.
   *
   * @param isRepeated some were asked several times: of these, what most answers said
   */
  List<Item> settled(boolean isRepeated) {
    List<Item> all = waiting;
    if (size > FEW) {
      waiting.forEach(packed::add);
      all = packed.build();
    }
    return isRepeated ? Item.settled(all) : all;
  }

  @Override
  public void write(Item item, DataOutputStream out) throws IOException {
    PackedList.writeText(out, item.id());
    PackedList.writeText(out, item.task());
    PackedList.writeText(out, item.story());
    PackedList.writeText(out, item.text());
    PackedList.writeText(out, item.gold());
    PackedList.writeText(out, item.answered());
    out.writeBoolean(item.right());
    PackedList.writeText(out, item.quote());
  }

  @Override
  public Item read(DataInputStream in) throws IOException {
    return new Item(
        PackedList.readText(in),
        PackedList.readText(in),
        PackedList.readText(in),
        PackedList.readText(in),
        PackedList.readText(in),
        PackedList.readText(in),
        in.readBoolean(),
        PackedList.readText(in));
  }
}
