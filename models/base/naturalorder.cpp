#include "models/base/naturalorder.h"

namespace rackhouse
{

namespace
{

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

int folded(char c)
{
    return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/// Takes a run of digits from the front, without its leading zeros.
QByteArrayView takeNumber(QByteArrayView& text)
{
    qsizetype start = 0;
    while (start + 1 < text.size() && text[start] == '0' && isDigit(text[start + 1]))
        ++start;
    qsizetype end = start;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    const QByteArrayView number = text.sliced(start, end - start);
    text = text.sliced(end);
    return number;
}

int sign(qsizetype difference)
{
    return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

} // namespace

int compareNaturally(QByteArrayView left, QByteArrayView right)
{
    const qsizetype lengths = left.size() - right.size();
    while (!left.isEmpty() && !right.isEmpty()) {
        if (isDigit(left.front()) && isDigit(right.front())) {
            const QByteArrayView a = takeNumber(left);
            const QByteArrayView b = takeNumber(right);
            if (a.size() != b.size())
                return sign(a.size() - b.size());
            if (const int order = a.compare(b); order != 0)
                return order;
            continue;
        }
        if (const int order = folded(left.front()) - folded(right.front()); order != 0)
            return order;
        left = left.sliced(1);
        right = right.sliced(1);
    }
    // "u2" before "u02": only leading zeros differ.
    return left.size() == right.size() ? sign(lengths) : sign(left.size() - right.size());
}

} // namespace rackhouse
