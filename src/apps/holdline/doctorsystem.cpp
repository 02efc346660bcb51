// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "holdline/doctorsystem.h"

#include <QDir>
#include <QNetworkInformation>
#include <QNetworkInterface>
#include <QRandomGenerator>
#include <QSettings>
#include <QSysInfo>
#include <QTemporaryFile>

#include <chrono>

namespace holdline {

using namespace Qt::StringLiterals;
using Level = Finding::Level;

namespace {

constexpr auto kKeychainPatience = std::chrono::seconds(5);

bool canKeepSettings(QSettings &settings)
{
    const QString probe = u"doctor/probe"_s;
    settings.setValue(probe, true);
    settings.sync();
    const bool good = settings.isWritable() && settings.status() == QSettings::NoError;
    settings.remove(probe);
    settings.sync();
    return good;
}

bool canWriteInto(const QString &folder)
{
    QTemporaryFile file(QDir(folder).filePath(u"doctor-XXXXXX"_s));
    return QDir().mkpath(folder) && file.open();
}

/// "eth0 (192.0.2.7)", of all that lead out of this computer.
QStringList waysOut()
{
    QStringList ways;
    for (const QNetworkInterface &way : QNetworkInterface::allInterfaces()) {
        const auto flags = way.flags();
        if (!flags.testFlag(QNetworkInterface::IsRunning)
            || flags.testFlag(QNetworkInterface::IsLoopBack) || way.addressEntries().isEmpty())
            continue;
        ways += u"%1 (%2)"_s.arg(way.humanReadableName(),
                                 way.addressEntries().constFirst().ip().toString());
    }
    return ways;
}

} // namespace

void VersionCheck::start()
{
    Q_EMIT found({Level::Fine, tr("Version"),
                  u"Holdline %1, Qt %2, %3"_s.arg(QStringLiteral(HOLDLINE_VERSION),
                                                  QString::fromLatin1(qVersion()),
                                                  QSysInfo::prettyProductName())});
    Q_EMIT finished();
}

void SettingsCheck::start()
{
    QSettings settings;
    const QString path = QDir::toNativeSeparators(settings.fileName());
    if (canKeepSettings(settings))
        Q_EMIT found({Level::Fine, tr("Settings"), path});
    else
        Q_EMIT found({Level::Failure, tr("Settings"), tr("cannot be written: %1").arg(path),
                      tr("Make the file and its folder writable for you. Until then your choices "
                         "last for one run.")});
    const QString folder = QDir::toNativeSeparators(m_dataFolder);
    if (canWriteInto(m_dataFolder))
        Q_EMIT found({Level::Fine, tr("Conversations"), folder});
    else
        Q_EMIT found(
            {Level::Failure, tr("Conversations"),
             tr("the folder cannot be written to: %1").arg(folder),
             tr("Make it writable for you, or the server on this computer cannot start.")});
    Q_EMIT finished();
}

KeychainCheck::KeychainCheck(std::unique_ptr<client::Vault> vault)
    : m_vault(std::move(vault))
    , m_probe(QByteArray::number(QRandomGenerator::global()->generate64(), 16))
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        end(Level::Warning, tr("does not answer"), tr("Unlock it, or log in anew."));
    });
}

void KeychainCheck::start()
{
    if (!m_vault) {
        end(Level::Warning, tr("this Holdline was built without one"),
            tr("Secrets of other servers are kept for one run only."));
        return;
    }
    m_patience.start(kKeychainPatience);
    m_vault->write(u"doctor-probe"_s, m_probe, [this](bool good) {
        if (good)
            readBack();
        else
            end(Level::Warning, tr("takes no secret"),
                tr("Unlock it, or start one such as GNOME Keyring or KWallet. Until then "
                   "secrets of other servers are kept for one run only."));
    });
}

void KeychainCheck::readBack()
{
    m_vault->read(u"doctor-probe"_s, [this](const std::optional<QByteArray> &content) {
        m_vault->erase(u"doctor-probe"_s);
        if (content == m_probe)
            end(Level::Fine, tr("takes secrets and gives them back"));
        else
            end(Level::Warning, tr("does not give back what it took"),
                tr("Look at its settings. Until then secrets are kept for one run only."));
    });
}

void KeychainCheck::end(Level level, const QString &text, const QString &advice)
{
    m_patience.stop();
    if (std::exchange(m_isOver, true))
        return;
    Q_EMIT found({level, tr("Keychain"), text, advice});
    Q_EMIT finished();
}

void NetworkCheck::start()
{
    const QStringList ways = waysOut();
    if (ways.isEmpty())
        Q_EMIT found({m_isNeeded ? Level::Failure : Level::Warning, tr("Network"),
                      tr("there is none"),
                      m_isNeeded ? tr("Plug in the cable or switch on Wi-Fi.")
                                 : tr("The server on this computer needs none.")});
    else
        Q_EMIT found({Level::Fine, tr("Network"), ways.join(u", "_s)});

    const bool reports =
        QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability);
    Q_EMIT found(
        {Level::Fine, tr("Changes"),
         reports
             ? tr("reported by the system (%1)").arg(QNetworkInformation::instance()->backendName())
             : tr("not reported by the system: Holdline looks for itself")});
    Q_EMIT finished();
}

} // namespace holdline
