// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/certificatetrust.h"
#include "client/setup/connectioncontroller.h"

#include <QDialog>

#include <memory>

class QAbstractButton;

namespace Ui {
class SettingsDialog;
}

namespace holdline::widgets {

/// Lets the user choose the server and how to connect to it. Not modal; open it with show(). Emits
/// what the user applies, and carries out nothing itself. Owned by the window.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    struct Content
    {
        client::ConnectionChoice connection{};
        QString recentAddress{}; ///< the latest server that was not the embedded one
        QList<client::CertificateTrust::Pin> pins{};
        bool hasKeychain = false;
    };

    SettingsDialog(const Content &content, QWidget *parent);
    ~SettingsDialog() override;

    /// The choice that the fields show now.
    client::ConnectionChoice connection() const;

Q_SIGNALS:
    /// Emitted when the user applies changes, in this order.
    void certificateDistrusted(const QString &server);
    void connectionChosen(const holdline::client::ConnectionChoice &choice);

private:
    void fill();
    void connectFields();
    void showPins();
    void removePin();
    void onButton(const QAbstractButton *button);
    void apply();
    void forgetTokenOfAnotherServer();
    void refresh();
    QString addressComplaint() const;
    QString tokenComplaint() const;

    std::unique_ptr<Ui::SettingsDialog> m_ui;
    Content m_content; ///< as last applied
    QStringList m_distrusted; ///< servers whose removal is not applied yet
};

} // namespace holdline::widgets
