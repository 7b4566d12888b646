#pragma once

#include "models/base/result.h"

#include <QByteArray>

#include <utility>
#include <variant>
#include <vector>

namespace rackhouse::netboot
{

/// Error codes of RFC 1350 and RFC 2347 that are sent here.
enum class TftpErrorCode : quint16 {
    Undefined = 0,
    NotFound = 1,
    AccessViolation = 2,
    IllegalOperation = 4,
    UnknownTransfer = 5,
    OptionRefused = 8,
};

/// Options as they came, names in lower case.
using TftpOptions = std::vector<std::pair<QByteArray, QByteArray>>;

/// RRQ or WRQ.
struct TftpRequest {
    bool write = false;
    QByteArray file;
    QByteArray mode; ///< lower case
    TftpOptions options;
};

struct TftpAck {
    quint16 block = 0;
};

struct TftpErrorMessage {
    quint16 code = 0;
    QByteArray text;
};

/// What a client may send to a server that only gives files.
using TftpPacket = std::variant<TftpRequest, TftpAck, TftpErrorMessage>;

/// "tftp-malformed" for anything else than a whole request, ACK or ERROR.
Result<TftpPacket> decodeTftp(QByteArrayView bytes);

QByteArray encodeTftpError(TftpErrorCode code, const QByteArray& text);
/// OACK (RFC 2347).
QByteArray encodeTftpOptions(const TftpOptions& options);
/// The four bytes in front of a block of data.
QByteArray encodeTftpDataHeader(quint16 block);

} // namespace rackhouse::netboot
