#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

namespace rackhouse::lab
{

/// The variable store of a UEFI machine that is off: the file behind its flash (EDK II,
/// MdeModulePkg/Include/Guid/VariableFormat.h, authenticated variables).
class FirmwareVariables
{
public:
    /// Reads a store; "lab-failed" when it is none.
    static Result<FirmwareVariables> parse(const QByteArray& image);

    /// Sets a global EFI variable (BootNext, Boot0001 ...), replacing an older value.
    Result<void> set(const QString& name, const QByteArray& value);
    /// The value; empty when there is none.
    QByteArray get(const QString& name) const;
    const QByteArray& image() const { return m_image; }

private:
    struct Place {
        qsizetype at = -1; ///< header of the live variable, -1: none
        qsizetype data = 0;
        qsizetype size = 0;
        qsizetype free = 0; ///< where the next variable goes
    };

    Place locate(const QString& name) const;

    QByteArray m_image;
    qsizetype m_begin = 0;
    qsizetype m_end = 0;
};

/// A UEFI load option (UEFI 2.9, 3.1.3) that boots from a network card by PXE or HTTP over IPv4.
QByteArray networkLoadOption(const QString& description, int pciDevice, const QString& mac,
                             bool http);

/// Makes the next boot, and only that one, a network boot from the card.
Result<void> bootNextFromNetwork(const QString& variablesFile, int pciDevice, const QString& mac,
                                 bool http);

} // namespace rackhouse::lab
