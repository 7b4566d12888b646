#include "app/netboot/tftp_transfer.h"

#include <algorithm>
#include <optional>

namespace rackhouse::netboot
{
namespace
{

std::optional<qint64> numberBetween(const QByteArray& text, qint64 min, qint64 max)
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    if (!ok || value < min || value > max)
        return std::nullopt;
    return value;
}

} // namespace

TftpTransfer::TftpTransfer(const TftpRequest& request, qint64 fileSize, const Limits& limits,
                           qint64 nowMs)
    : m_fileSize(fileSize), m_timeoutMs(limits.timeoutMs), m_attemptsLeft(limits.attempts),
      m_attempts(limits.attempts)
{
    for (const auto& [name, value] : request.options)
        accept(name, value, limits);
    m_waitsForOptions = !m_options.empty();
    m_lastBlock = m_fileSize / m_blockSize + 1;
    m_deadlineMs = nowMs + m_timeoutMs;
}

/// An option with a value out of its range is left out, as if it were unknown (RFC 2347).
void TftpTransfer::accept(const QByteArray& name, const QByteArray& value, const Limits& limits)
{
    const bool again = std::any_of(m_options.begin(), m_options.end(),
                                   [&name](const auto& option) { return option.first == name; });
    if (again)
        return;
    std::optional<qint64> accepted;
    if (name == "blksize") {
        accepted = numberBetween(value, 8, 65464);
        if (accepted)
            m_blockSize = int(*(accepted = std::min<qint64>(*accepted, limits.blockSize)));
    } else if (name == "tsize") {
        accepted = m_fileSize;
    } else if (name == "timeout") {
        accepted = numberBetween(value, 1, 255);
        if (accepted)
            m_timeoutMs = *accepted * 1000;
    } else if (name == "windowsize") {
        accepted = numberBetween(value, 1, 65535);
        if (accepted)
            m_windowSize = int(*(accepted = std::min<qint64>(*accepted, limits.windowSize)));
    }
    if (accepted)
        m_options.emplace_back(name, QByteArray::number(*accepted));
}

qint64 TftpTransfer::blockLength(qint64 block) const
{
    return std::clamp<qint64>(m_fileSize - blockOffset(block), 0, m_blockSize);
}

TftpTransfer::Send TftpTransfer::window()
{
    m_sent = std::min(m_acknowledged + m_windowSize, m_lastBlock);
    return {Send::What::Blocks, m_acknowledged + 1, int(m_sent - m_acknowledged)};
}

TftpTransfer::Send TftpTransfer::start()
{
    return m_waitsForOptions ? Send{Send::What::Options, 0, 0} : window();
}

TftpTransfer::Send TftpTransfer::acknowledged(quint16 block, qint64 nowMs)
{
    if (m_state != State::Running)
        return {};
    const qint64 ahead = quint16(block - quint16(m_acknowledged));
    if (m_waitsForOptions) {
        if (block != 0)
            return {};
        m_waitsForOptions = false;
    } else if (ahead == 0) {
        // In a window of one, answering a repeated ACK doubles every later packet (the Sorcerer's
        // Apprentice, RFC 1123 section 4.2.3.1). In a larger one it says that the first was lost.
        if (m_windowSize == 1 || m_repeatedForDuplicate || m_sent == m_acknowledged)
            return {};
        m_repeatedForDuplicate = true;
        return window();
    } else if (ahead > m_sent - m_acknowledged) {
        return {};
    }
    m_acknowledged += ahead;
    m_hasProgress = true;
    m_repeatedForDuplicate = false;
    m_attemptsLeft = m_attempts;
    m_deadlineMs = nowMs + m_timeoutMs;
    if (m_acknowledged == m_lastBlock) {
        m_state = State::Done;
        return {};
    }
    return window();
}

TftpTransfer::Send TftpTransfer::tick(qint64 nowMs)
{
    if (m_state != State::Running || nowMs < m_deadlineMs)
        return {};
    if (--m_attemptsLeft <= 0) {
        m_state = State::GivenUp;
        return {};
    }
    m_deadlineMs = nowMs + m_timeoutMs;
    m_repeatedForDuplicate = false;
    return start();
}

} // namespace rackhouse::netboot
