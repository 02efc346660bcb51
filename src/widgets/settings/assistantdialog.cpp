// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/assistantdialog.h"

#include "widgets/look/fittoscreen.h"
#include "widgets/look/placeholdershade.h"
#include "widgets/look/stackedbuttons.h"
#include "widgets/settings/formwords.h"

#include "ui_assistantdialog.h"

#include <QHostAddress>
#include <QPushButton>

#include <array>
#include <utility>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::LanguageChoice;
using client::ModelCatalog;

namespace {

struct Service
{
    const char *name;
    const char *base;
};
constexpr std::array kServices{Service{"OpenAI", "https://api.openai.com/v1"},
                               Service{"Groq", "https://api.groq.com/openai/v1"},
                               Service{"Mistral", "https://api.mistral.ai/v1"},
                               Service{"OpenRouter", "https://openrouter.ai/api/v1"}};

bool isThisComputer(const QUrl &url)
{
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

} // namespace

AssistantDialog::AssistantDialog(const Content &content, ModelCatalog &catalog, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::AssistantDialog>())
    , m_content(content)
    , m_catalog(catalog)
{
    m_ui->setupUi(this);
    fitToScreen(*this);
    new StackedButtons(*m_ui->buttons);
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_WindowPropagation); // the colours of the window
    new PlaceholderShade(*m_ui->key);
    fill();
    connectFields();
    refresh();
    (m_ui->builtIn->isChecked() ? m_ui->builtIn : m_ui->model)->setFocus(Qt::OtherFocusReason);
    m_catalog.searchThisComputer();
}

AssistantDialog::~AssistantDialog() = default;

void AssistantDialog::fill()
{
    const LanguageChoice &now = m_content.language;
    for (const Service &service : kServices)
        m_ui->address->addItem(QString::fromLatin1(service.name),
                               QString::fromLatin1(service.base));
    m_ui->address->setEditText(now.url);
    m_ui->address->lineEdit()->setPlaceholderText(u"http://127.0.0.1:11434/v1"_s);
    new PlaceholderShade(*m_ui->address->lineEdit());
    m_ui->name->setEditText(now.model);
    m_ui->key->setText(QString::fromUtf8(now.key));
    (now.isBuiltIn() ? m_ui->builtIn : m_ui->model)->setChecked(true);
    say(*m_ui->elsewhereWords,
        m_content.isServerElsewhere
            ? tr("You are using another server, which decides for itself who answers. This choice "
                 "is for the server on this computer.")
            : QString(),
        false);
}

void AssistantDialog::connectFields()
{
    connect(m_ui->model, &QRadioButton::toggled, this, &AssistantDialog::refresh);
    connect(m_ui->address, &QComboBox::activated, this, &AssistantDialog::chooseAddress);
    connect(m_ui->address, &QComboBox::editTextChanged, this, [this] {
        say(*m_ui->modelsWords, {}, false);
        refresh();
    });
    connect(m_ui->name, &QComboBox::editTextChanged, this, &AssistantDialog::refresh);
    connect(m_ui->key, &QLineEdit::textChanged, this, &AssistantDialog::refresh);
    connect(m_ui->findModels, &QPushButton::clicked, this, &AssistantDialog::askForModels);
    connect(&m_catalog, &ModelCatalog::found, this, &AssistantDialog::onFound);
    connect(&m_catalog, &ModelCatalog::failed, this, &AssistantDialog::onFailed);
    connect(this, &QDialog::accepted, this, &AssistantDialog::saveAndClose);
}

// ---- what is chosen

LanguageChoice AssistantDialog::language() const
{
    if (m_ui->builtIn->isChecked())
        return {};
    return {.url = base().toString(),
            .model = m_ui->name->currentText().trimmed(),
            .key = m_ui->key->text().trimmed().toUtf8()};
}

QUrl AssistantDialog::base() const
{
    return QUrl(m_ui->address->currentText().trimmed(), QUrl::StrictMode);
}

/// An entry of the list has a name; the field shows its address.
void AssistantDialog::chooseAddress(int index)
{
    const QString address = m_ui->address->itemData(index).toString();
    m_ui->address->setEditText(address);
    m_ui->key->clear();
    m_ui->name->clear();
    if (isThisComputer(QUrl(address)))
        askForModels();
}

QString AssistantDialog::addressComplaint() const
{
    const QUrl url = base();
    if (m_ui->address->currentText().trimmed().isEmpty())
        return tr("Enter the address of the language model, or choose one from the list.");
    const bool isHttp = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    const bool isBase = url.isValid() && isHttp && !url.host().isEmpty() && !url.hasQuery()
        && !url.hasFragment() && url.userInfo().isEmpty();
    return isBase ? QString()
                  : tr("This isn’t a valid address. It looks like http://127.0.0.1:11434/v1.");
}

QString AssistantDialog::addressHint() const
{
    const QUrl url = base();
    if (isThisComputer(url))
        return tr("Your words stay on this computer.");
    return url.scheme() == "http"_L1
        ? tr("Your words are sent to %1. The connection isn’t encrypted: others on the network can "
             "read them.")
              .arg(url.host())
        : tr("Your words are sent to %1.").arg(url.host());
}

void AssistantDialog::refresh()
{
    const bool isModel = m_ui->model->isChecked();
    m_ui->modelFields->setEnabled(isModel);
    const QString complaint = isModel ? addressComplaint() : QString();
    const bool hasAddress = addressComplaint().isEmpty();
    const bool isWrong = !complaint.isEmpty() && !m_ui->address->currentText().trimmed().isEmpty();
    say(*m_ui->addressWords, complaint.isEmpty() && hasAddress ? addressHint() : complaint,
        isWrong);
    m_ui->address->setAccessibleDescription(m_ui->addressWords->text());
    say(*m_ui->keyWords,
        m_content.hasKeychain ? tr("Stored in your system keyring.")
                              : tr("Kept only until you quit: no keyring is available."),
        false);
    m_ui->findModels->setEnabled(isModel && hasAddress);
    const bool hasModel = !m_ui->name->currentText().trimmed().isEmpty();
    m_ui->buttons->button(QDialogButtonBox::Ok)
        ->setEnabled(!isModel || (complaint.isEmpty() && hasModel));
}

void AssistantDialog::saveAndClose()
{
    if (const LanguageChoice chosen = language(); chosen != m_content.language)
        Q_EMIT languageChosen(chosen);
}

// ---- which models there are

void AssistantDialog::askForModels()
{
    m_asked = base();
    say(*m_ui->modelsWords, tr("Looking for models…"), false);
    m_catalog.ask(m_asked, m_ui->key->text().trimmed().toUtf8());
}

void AssistantDialog::onFound(const QUrl &base, const QStringList &models)
{
    const QString address = base.toString();
    const QString program = ModelCatalog::programAt(base);
    if (!program.isEmpty() && m_ui->address->findData(address) < 0) {
        const QString text = m_ui->address->currentText();
        m_ui->address->insertItem(0, tr("%1 on this computer").arg(program), address);
        m_ui->address->setEditText(text.isEmpty() ? address : text);
        if (text.isEmpty())
            m_asked = base;
    }
    if (base != m_asked)
        return;
    m_asked.clear();
    const QString name = m_ui->name->currentText();
    m_ui->name->clear();
    m_ui->name->addItems(models);
    if (!name.isEmpty())
        m_ui->name->setEditText(name);
    say(*m_ui->modelsWords, tr("Models found: %1").arg(models.size()), false);
}

void AssistantDialog::onFailed(const QUrl &base, ModelCatalog::Trouble trouble)
{
    if (base != m_asked)
        return;
    m_asked.clear();
    switch (trouble) {
    case ModelCatalog::Trouble::Unreachable:
        say(*m_ui->modelsWords, tr("Nothing answers at this address. Is the program running?"),
            true);
        break;
    case ModelCatalog::Trouble::KeyRefused:
        say(*m_ui->modelsWords, tr("The service doesn’t accept this key."), true);
        break;
    case ModelCatalog::Trouble::NotUnderstood:
        say(*m_ui->modelsWords,
            tr("There is no list of models at this address. You can enter the name of the model."),
            true);
        break;
    }
}

} // namespace holdline::widgets
