#include "app/netboot/tftp_packet.h"

#include "app/netboot/bytes.h"

#include <algorithm>

namespace rackhouse::netboot
{
namespace
{

enum Opcode : quint16 { ReadRequest = 1, WriteRequest, Data, Ack, ErrorMessage, OptionAck };

constexpr size_t mostOptions = 32;

/// Takes the text up to the next zero; nothing when there is none.
std::optional<QByteArray> takeText(QByteArrayView& rest)
{
    const auto end = std::find(rest.begin(), rest.end(), '\0');
    if (end == rest.end())
        return std::nullopt;
    QByteArray text(rest.data(), end - rest.begin());
    rest = rest.sliced(text.size() + 1);
    return text;
}

Result<TftpPacket> decodeRequest(bool write, QByteArrayView rest)
{
    TftpRequest request;
    request.write = write;
    const auto file = takeText(rest);
    const auto mode = file ? takeText(rest) : std::nullopt;
    if (!file || !mode || file->isEmpty())
        return fail("tftp-malformed", QStringLiteral("a request without name or mode"));
    request.file = *file;
    request.mode = mode->toLower();
    while (!rest.isEmpty() && rest.front() != '\0') { // some firmware pads with zeros
        const auto name = takeText(rest);
        const auto value = name ? takeText(rest) : std::nullopt;
        if (!name || !value || request.options.size() == mostOptions)
            return fail("tftp-malformed", QStringLiteral("an option without value"));
        request.options.emplace_back(name->toLower(), *value);
    }
    return request;
}

} // namespace

Result<TftpPacket> decodeTftp(QByteArrayView bytes)
{
    if (bytes.size() < 4)
        return fail("tftp-malformed", QStringLiteral("%1 bytes").arg(bytes.size()));
    const quint16 opcode = read16(bytes, 0);
    switch (opcode) {
    case ReadRequest:
    case WriteRequest:
        return decodeRequest(opcode == WriteRequest, bytes.sliced(2));
    case Ack:
        return TftpAck{read16(bytes, 2)};
    case ErrorMessage: {
        QByteArrayView rest = bytes.sliced(4);
        return TftpErrorMessage{read16(bytes, 2), takeText(rest).value_or(rest.toByteArray())};
    }
    default:
        return fail("tftp-malformed", QStringLiteral("operation %1").arg(opcode));
    }
}

QByteArray encodeTftpError(TftpErrorCode code, const QByteArray& text)
{
    QByteArray bytes;
    append16(bytes, ErrorMessage);
    append16(bytes, quint16(code));
    return bytes + text + '\0';
}

QByteArray encodeTftpOptions(const TftpOptions& options)
{
    QByteArray bytes;
    append16(bytes, OptionAck);
    for (const auto& [name, value] : options)
        bytes += name + '\0' + value + '\0';
    return bytes;
}

QByteArray encodeTftpDataHeader(quint16 block)
{
    QByteArray bytes;
    append16(bytes, Data);
    append16(bytes, block);
    return bytes;
}

} // namespace rackhouse::netboot
